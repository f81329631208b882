export * from './api.js'
export { type NodeLatest, type OpenLatestDeps, openLatest } from './between/open-latest.js'
export {
  openProcessServer,
  type ProcessServer,
  type ProcessServerOptions,
} from './between/process-server.js'
export {
  createRemoteIngest,
  type RemoteIngest,
  type RemoteIngestDeps,
} from './between/remote-ingest.js'
export { RefusalShape } from './between/shapes.js'
export { createTellNewest, type TellNewestDeps } from './between/tell-newest.js'
export type {
  ApiIngest,
  ApiParts,
  OwnIngest,
  PartHealth,
} from './deps.js'
export { createRules, type Rules, type RulesDeps } from './history/entries.js'
export { type BeatsOptions, openBeats } from './live/beats.js'
export { createWatch, type WatchDeps } from './watching/create-watch.js'
export { createIsCounter, runsOf } from './watching/runs.js'

export * from './api.js'
export type { ApiParts, HttpIngest, LatestTable, LatestValue, PartHealth } from './deps.js'

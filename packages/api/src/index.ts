export * from './api.js'
export type {
  ApiIngest,
  ApiParts,
  PartHealth,
} from './deps.js'
export { createRules, type Rules, type RulesDeps } from './history/entries.js'

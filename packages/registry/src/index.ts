export * from './administration.js'
export { NewerRegistryError } from './database/migrate.js'
export * from './open-registry.js'
export * from './registry.js'

export * from './duckdb/store.js'
export * from './memory.js'
export * from './store.js'
export * from './store-error.js'

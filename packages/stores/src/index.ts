export * from './memory.js'
export * from './store.js'
export * from './store-error.js'

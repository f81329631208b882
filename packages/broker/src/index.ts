export * from './bus.js'

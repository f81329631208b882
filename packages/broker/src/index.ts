export * from './bus.js'
export { type EmbeddedBrokerOptions, openEmbeddedBroker } from './embedded.js'
export * from './mosquitto/contract.js'

export * from './bus.js'
export { type EmbeddedBrokerOptions, openEmbeddedBroker } from './embedded.js'
export { BrokerSettingError } from './mosquitto/broker-url.js'
export * from './mosquitto/contract.js'
export { openCredentialFiles } from './mosquitto/credential-files.js'
export { hashForMosquitto, verifyMosquittoHash } from './mosquitto/hash.js'
export {
  brokerHorizonRun,
  type HorizonRun,
  type HorizonRunOptions,
} from './mosquitto/horizon-run.js'
export { openMosquittoBus, SESSION_S as BROKER_SESSION_S } from './mosquitto/open-bus.js'
export { type BrokerPromisesOptions, brokerPromises } from './mosquitto/promises.js'
export { openBrokerRefusals } from './mosquitto/refusals.js'
export {
  brokerReloadRun,
  type ReloadRun,
  type ReloadRunOptions,
} from './mosquitto/reload-run.js'

export { findProgram, program } from './binaries.js'
export { endsWithUs } from './ends-with-us.js'
export { freePort } from './free-port.js'
export { type Influxd, startInfluxd } from './influxd.js'
export { accepts, startMosquitto } from './mosquitto.js'
export { type Postgres, startPostgres } from './postgres.js'
export { type FaultProxy, openFaultProxy, type ProxyCounts } from './proxy.js'
export type { Fault } from './proxy-fault.js'
export { type Program, type Running, run } from './running.js'
export {
  type ShippedMosquitto,
  type ShippedMosquittoOptions,
  startShippedMosquitto,
} from './shipped-mosquitto.js'
export {
  startVictoriaMetrics,
  type VictoriaMetrics,
  victoriaMetricsOptions,
} from './victoria-metrics.js'
export { type NamedCluster, namedCluster } from './victoria-metrics-cluster.js'

import { chromium } from './services/chromium.mjs'
import { compose } from './services/compose.mjs'
import { influxd } from './services/influxd.mjs'
import { mosquitto } from './services/mosquitto.mjs'
import { mosquittoClients } from './services/mosquitto-clients.mjs'
import { paho } from './services/paho.mjs'
import { postgres } from './services/postgres.mjs'
import { installPackages } from './services/system.mjs'
import { telegraf } from './services/telegraf.mjs'
import { victoriaMetrics } from './services/victoria-metrics.mjs'

/**
 * What the tests use beside Node. Each says whether it is there, which of the system's packages bring it
 * or its compilers, and, where it is built, how. A new one is a file in `services/` and a line here.
 */
export const services = [
  chromium,
  mosquittoClients,
  mosquitto,
  paho,
  postgres,
  compose,
  victoriaMetrics,
  telegraf,
  influxd,
]

/** Not ours to install: told by `npm test`, but nobody must have it. */
export const optional = [
  {
    name: 'a VictoriaMetrics cluster',
    setting: 'BYPULS_TEST_VM_CLUSTER_URL',
    found: () => (process.env.BYPULS_TEST_VM_CLUSTER_URL ?? '') !== '',
  },
]

if (process.argv[1]?.endsWith('services.mjs')) process.exit(provide() ? 0 : 1)

/** Installs and builds what is missing, says how each ended, and whether all of it is there. */
function provide() {
  const packages = [...new Set(services.filter(isMissing).flatMap((service) => service.packages))]
  if (packages.length > 0) {
    console.log(`installing ${packages.join(', ')}`)
    const units = services.flatMap(({ unit }) => unit ?? [])
    const failure = installPackages(packages, units)
    if (failure !== null) console.log(`${failure}. Install by hand: ${packages.join(', ')}`)
  }
  return services.map(provideOne).every(Boolean)
}

function provideOne(service) {
  if (isMissing(service) && service.build !== undefined) {
    console.log(`building ${service.name} (about ${service.about} min) …`)
    const failure = service.build()
    if (failure !== null) {
      console.log(`MISSING  ${service.name}: ${failure}`)
      return false
    }
  }
  const found = service.found()
  const remedy = `: install ${service.packages.join(', ')} of your system`
  console.log(`${found ? 'ready  ' : 'MISSING'}  ${service.name}${found ? '' : remedy}`)
  return found
}

function isMissing(service) {
  return !service.found()
}

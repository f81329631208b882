// node packages/broker/bench/mosquitto.mjs horizon|reload|log|saving [rounds]
// Figures of the shipped Mosquitto configuration, JSON lines on stdout; build first (npm run build).
import { setTimeout as sleep } from 'node:timers/promises'
import { brokerHorizonRun, brokerReloadRun } from '../dist/index.js'
import { device, openCity, platform, tell } from './city.mjs'
import { publishFlatOut } from './publish-flat-out.mjs'

const [what = 'horizon', rounds = '3'] = process.argv.slice(2)

const benches = {
  async horizon(city) {
    for (const ingest of ['keeping-up', 'away']) {
      const run = await brokerHorizonRun({
        ...{ broker: city.server, platform, device, ingest, signal: 'SIGKILL' },
        ...{ ratePerS: 1_000, publishMs: 4_000, name: `horizon-${ingest}` },
      })
      tell({ bench: 'horizon', ingest, ...run })
    }
  },

  async reload(city) {
    for (const count of [1, 10_000, 80_000]) {
      const run = await brokerReloadRun({
        ...{ port: city.server.port, device, aroundMs: 3_000 },
        change: () => city.add(count),
      })
      tell({ bench: 'reload', added: count, devices: city.credentials.length, ...run })
    }
  },

  log: (city, variant) => throughput(city, { bench: 'log', variant }),
  saving: (city, variant) => throughput(city, { bench: 'saving', variant }),
}

/** What is compared, by turns. */
const variants = {
  log: { shipped: {}, everything: { refusals: true } },
  saving: {
    shipped: {},
    'autosave 1 s': { settings: { autosave_interval: '1' } },
    'after 1000 changes': { settings: { autosave_interval: '1000', autosave_on_changes: 'true' } },
  },
}

for (let round = 0; round < Number(rounds); round += 1) {
  for (const [variant, options] of Object.entries(variants[what] ?? { shipped: {} })) {
    const city = await openCity(options)
    await benches[what](city, variant)
    await city.close()
  }
}

async function throughput(city, labels) {
  for (const ingest of ['keeping-up', 'away']) {
    let received = 0
    const receive = (_message, done) => {
      received += 1
      done()
    }
    const bus = await city.bus(ingest, receive)
    if (ingest === 'away') await bus.close()
    const port = city.server.port
    const run = await publishFlatOut({ port, devices: 10, password: 'right', seconds: 3 })
    if (ingest !== 'away') {
      const until = performance.now() + 10_000
      while (received < run.messages && performance.now() < until) await sleep(20)
      await bus.close()
    }
    tell({ ...labels, ingest, ...run, received })
  }
}

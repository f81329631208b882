// node packages/broker/bench/intake.mjs queue|<messages per second> [rounds] [another build's dist/index.js …]
// Processor time of taking 250-byte messages from the shipped Mosquitto, out of a long queue or as they are
// published, with each build by turns; JSON lines on stdout; build first (npm run build).
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { PerformanceObserver, performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { openCity, tell } from './city.mjs'
import { publishCount } from './publish-flat-out.mjs'

const PAYLOAD_BYTES = 250
const COMMIT_MS = 20
const SECONDS = 5
const THIS_BUILD = fileURLToPath(new URL('../dist/index.js', import.meta.url))
const ingest = { username: 'bypuls', password: 'of-the-platform', name: 'intake', shared: false }

if (process.send === undefined) await compare(process.argv.slice(2))
else process.once('message', drain)

/** Every build in a process of its own, on a broker of its own. */
async function compare([pace = 'queue', rounds = '3', ...others]) {
  const perS = pace === 'queue' ? Number.POSITIVE_INFINITY : Number(pace)
  const expected = pace === 'queue' ? 300_000 : perS * SECONDS
  for (let round = 0; round < Number(rounds); round += 1) {
    for (const build of [THIS_BUILD, ...others.map((path) => resolve(path))]) {
      const city = await openCity()
      await (await city.bus(ingest.name, () => undefined)).close()
      const publish = () =>
        publishCount({
          ...{ port: city.server.port, devices: 10, password: 'right' },
          ...{ messages: expected, payloadBytes: PAYLOAD_BYTES, perS },
        })
      if (pace === 'queue') await publish()
      const taking = fork(fileURLToPath(import.meta.url))
      taking.send({ build, expected, url: city.server.platformUrl })
      const answer = once(taking, 'message')
      if (pace !== 'queue') await publish()
      const [run] = await answer
      tell({ bench: 'intake', pace, build: build === THIS_BUILD ? 'this' : build, ...run })
      await city.close()
    }
  }
}

/** Holds the messages as the spool does, which commits them 20 ms after the first. */
async function drain({ build, expected, url }) {
  const { openMosquittoBus } = await import(build)
  let gcMs = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) gcMs += duration
  }).observe({ entryTypes: ['gc'] })
  let batch = []
  let taken = 0
  let finish = () => undefined
  const finished = new Promise((resolve) => {
    finish = resolve
  })
  const commit = () => {
    const dones = batch
    batch = []
    for (const done of dones) done()
    taken += dones.length
    if (taken >= expected) finish()
  }
  const receive = (_message, done) => {
    batch.push(done)
    if (batch.length === 1) setTimeout(commit, COMMIT_MS)
  }
  const startedAt = performance.now()
  const before = process.cpuUsage()
  const log = { info: () => undefined, warn: () => undefined }
  const bus = await openMosquittoBus({ url, ...ingest, receive, log, now: Date.now })
  await finished
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - startedAt) / 1_000
  await bus.close()
  process.send({
    messages: taken,
    perSecond: Math.round(taken / seconds),
    cpuUsPerMessage: round((user + system) / taken),
    userUsPerMessage: round(user / taken),
    gcUsPerMessage: round((gcMs * 1_000) / taken),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  })
  process.disconnect()
}

function round(number) {
  return Math.round(number * 100) / 100
}

// node packages/ingest/bench/way.mjs [count|lines] [messages] [rounds]
// The CPU of this process per six-metric message, from `receive` to what the store is given: readings
// counted (`count`), or made into InfluxDB's lines that go nowhere (`lines`). JSON lines on stdout;
// build first (npm run build). CPU, not wall time, so that a busy machine disturbs it little.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decoderByFormat } from '../../decoders/dist/index.js'
import { bodiesOfReadings } from '../../stores/dist/influxdb/bodies.js'
import { createPlaces } from '../../stores/dist/influxdb/places.js'
import { openIngest } from '../dist/index.js'

const [what = 'lines', messages = '300000', rounds = '3'] = process.argv.slice(2)
const DEVICES = 1_000
const PER_CHUNK = 256
const MOST_UNDER_WAY = 16_384
const START = Date.UTC(2026, 10, 23)
/** What is measured, and about which value. */
const METRICS = Object.entries({
  ...{ 'indoor-temperature': 21, 'indoor-humidity': 45, co2: 700 },
  ...{ 'noise-laeq': 55, pm10: 18, 'pm2-5': 12 },
})

const devices = new Map()
for (let at = 0; at < DEVICES; at++) {
  const name = `room-${at}`
  const links = METRICS.map(([metric]) => ({
    ...{ field: metric, point: `school-${at % 10}.${name}.${metric}` },
    ...{ from: 0, expectedIntervalMs: 10_000 },
  }))
  const device = { organisation: 'town', name, title: name, format: 'bypuls-json', links }
  devices.set(`town/${name}`, device)
}
const names = [...devices.values()].map(({ name }) => name)
const topics = names.map((name) => `town/${name}/up`)
const { bytes, ends } = allPayloads()

/** One after another in one buffer, as they come from a socket; each device's 10 s after its last. */
function allPayloads() {
  const texts = Array.from({ length: Number(messages) }, (_, at) => {
    const [device, step] = [at % DEVICES, Math.floor(at / DEVICES)]
    const time = new Date(START + step * 10_000).toISOString()
    const values = METRICS.map(([metric, middle], index) => {
      const wave = Math.sin((device + step) / 50 + index)
      return `"${metric}":${(middle * (1 + wave / 10)).toFixed(2)}`
    })
    return `{"time":"${time}",${values.join(',')}}`
  })
  let end = 0
  return { bytes: Buffer.from(texts.join('')), ends: texts.map(({ length }) => (end += length)) }
}

for (let round = 0; round < Number(rounds); round++) {
  const { receive, close, stored } = await openWay()
  const idle = process.cpuUsage()
  const started = performance.now()
  await sendAll(receive)
  await close()
  const { user, system } = process.cpuUsage(idle)
  const us = (micros) => Math.round((micros / Number(messages)) * 100) / 100
  const seconds = Math.round(performance.now() - started) / 1_000
  tell({ what, messages: Number(messages), ...stored(), seconds })
  tell({ usPerMessage: us(user + system), user: us(user), system: us(system) })
}

async function openWay() {
  const folder = await mkdtemp(join(tmpdir(), 'bypuls-way-'))
  const places = createPlaces()
  let readings = 0
  let characters = 0
  const store = {
    name: what,
    durabilityHorizonMs: 0,
    async write(batch) {
      readings += batch.length
      if (what === 'lines') {
        for (const { text } of bodiesOfReadings(places, batch))
          characters += Buffer.from(text).length
      }
      await new Promise((resolve) => setImmediate(resolve))
    },
    async *latest() {},
    health: async () => ({ ok: true }),
  }
  const ingest = await openIngest({
    folder,
    store,
    deviceOf: (organisation, device) => devices.get(`${organisation}/${device}`),
    decoderByFormat,
    publish: () => undefined,
    log: { warn: tell, info: tell },
    now: Date.now,
    random: Math.random,
  })
  return {
    receive: ingest.receive,
    stored: () => ({ readings, characters }),
    async close() {
      while (ingest.metrics().waitingMessages > 0) await new Promise((go) => setTimeout(go, 5))
      await ingest.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** In chunks, as a socket has them; not more under way than the way from Mosquitto lets in. */
async function sendAll(receive) {
  let pending = 0
  const receivedAt = START + 86_400_000
  for (let at = 0; at < Number(messages); ) {
    for (const end = Math.min(at + PER_CHUNK, Number(messages)); at < end; at++) {
      const device = at % DEVICES
      const payload = bytes.subarray(at === 0 ? 0 : ends[at - 1], ends[at])
      pending += 1
      receive(
        { organisation: 'town', device: names[device], topic: topics[device], payload, receivedAt },
        (error) => {
          if (error) throw error
          pending -= 1
        },
      )
    }
    do await new Promise((resolve) => setImmediate(resolve))
    while (pending > MOST_UNDER_WAY)
  }
}

function tell(object) {
  process.stdout.write(`${JSON.stringify(object)}\n`)
}

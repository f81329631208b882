import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drained } from '../faults/drained.js'
import { LOAD_SITE, type LoadDevice, registerLoadSite } from '../faults/load-site.js'
import { type ChildPlatform, startChild } from '../load/child-platform.js'
import { publish } from '../load/publisher.js'
import { type BareBroker, startBareBroker } from './bare-broker.js'
import { type Bench, spread } from './bench.js'

const RUNS = 3
const SIX = ['co2', 'indoor-temperature', 'indoor-humidity', 'voc', 'indoor-illuminance', 'people']

type Case = {
  readonly name: string
  readonly connections: number
  readonly messages: number
  readonly metrics: readonly string[]
  readonly goal: string
}

const CASES: readonly Case[] = [
  {
    name: 'one-connection',
    connections: 1,
    messages: 300_000,
    metrics: ['co2'],
    goal: '>= 45000 msg/s',
  },
  {
    name: 'fifty-connections',
    connections: 50,
    messages: 500_000,
    metrics: ['co2'],
    goal: '>= 0.9 of the bare broker',
  },
  {
    name: 'six-metrics',
    connections: 10,
    messages: 300_000,
    metrics: SIX,
    goal: '>= 250000 readings/s',
  },
]

/** QoS 1, acknowledged after the commit; stored readings counted from the export; beside a bare broker. */
export const ingestBench: Bench = {
  name: 'ingest',
  title:
    'messages acknowledged after commit and readings stored, beside the same broker without a store',
  async run(print) {
    for (const one of CASES) await runCase(one, print)
  },
}

async function runCase(one: Case, print: Parameters<Bench['run']>[0]): Promise<void> {
  const ours: number[] = []
  const stored: number[] = []
  const bare: number[] = []
  let lost = 0
  for (let run = 0; run < RUNS; run++) {
    const result = await ourRun(one)
    ours.push(result.acknowledgedPerS)
    stored.push(result.storedPerS)
    lost += result.lost
    bare.push(await bareRun(one))
  }
  print({
    bench: 'ingest',
    case: one.name,
    connections: one.connections,
    messages: one.messages,
    readingsPerMessage: one.metrics.length,
    acknowledgedPerS: spread(ours),
    readingsStoredPerS: spread(stored),
    bareBrokerPerS: spread(bare),
    ratioToBare: spread(ours.map((rate, index) => rate / (bare[index] ?? Number.NaN))),
    lost,
    goal: one.goal,
  })
}

async function ourRun(one: Case) {
  const folder = mkdtempSync(join(tmpdir(), 'bypuls-bench-'))
  const platform = await startChild(folder)
  try {
    const devices = await registerLoadSite(platform.operator, one.connections, one.metrics)
    const startedAt = performance.now()
    await publishAll(one, devices, platform.mqttPort)
    const acknowledgedS = (performance.now() - startedAt) / 1_000
    await drained(platform.url)
    const storedS = (performance.now() - startedAt) / 1_000
    const readings = await countStored(platform)
    const expected = one.messages * one.metrics.length
    return {
      acknowledgedPerS: one.messages / acknowledgedS,
      storedPerS: readings / storedS,
      lost: expected - readings,
    }
  } finally {
    await platform.stop('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function bareRun(one: Case): Promise<number> {
  const broker: BareBroker = await startBareBroker()
  const devices = Array.from({ length: one.connections }, (_, index) => ({
    username: `load/device-${index}`,
    password: 'x',
    topic: `load/device-${index}/up`,
    point: '',
  }))
  const startedAt = performance.now()
  await publishAll(one, devices, broker.port)
  const seconds = (performance.now() - startedAt) / 1_000
  await broker.stop()
  return one.messages / seconds
}

async function publishAll(one: Case, devices: readonly LoadDevice[], port: number): Promise<void> {
  const each = one.messages / one.connections
  const baseMs = Date.now() - each - 3_600_000
  const rest = one.metrics
    .slice(1)
    .map((metric) => `,"${metric}":21.5`)
    .join('')
  await Promise.all(
    devices.map((device) =>
      publish({
        port,
        ...device,
        payloadOf: (sequence) =>
          `{"time":${baseMs + sequence},"co2":${400 + (sequence % 1_000)}${rest}}`,
        first: 0,
        count: each,
        window: Math.max(200, Math.floor(20_000 / one.connections)),
      }),
    ),
  )
}

/** The oracle: distinct readings in the platform's own export. */
async function countStored(platform: ChildPlatform): Promise<number> {
  const answer = await platform.operator.open(
    `/api/v1/sites/${LOAD_SITE}/readings?from=2000-01-01&to=2100-01-01&format=csv`,
  )
  let lines = 0
  if (answer.body !== null) {
    for await (const chunk of answer.body) for (const byte of chunk) if (byte === 10) lines += 1
  }
  return lines - 1
}

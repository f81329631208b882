import { loadavg } from 'node:os'
import { registerBulk, SIX } from '../load/bulk-city.js'
import { type BypulsConsumer, bypulsConsumer, endSession } from '../load/consumers.js'
import { idle, residentBytes } from '../load/process-use.js'
import { type Bench, spread } from './bench.js'
import { createCityLoad } from './broker-load.js'
import { type Consumed, consumeRunning, figures } from './consume.js'
import type { CityStack } from './with-stack.js'

type Print = Parameters<Bench['run']>[0]

const STARTS = 2
const ROUNDS = 2
const MESSAGES = 120_000
const FEW = 1_000
const MANY = 100_000
const SETTLED_WITHIN_MS = 30_000

/** One city with a registry and a bucket of its own; the broker and the servers are the same. */
type City = {
  readonly sensors: number
  readonly env: Readonly<Record<string, string>>
  readonly ingest: BypulsConsumer
  readonly load: ReturnType<typeof createCityLoad>
  readonly runs: Consumed[]
  /** What the ingest held after each start's rounds, bytes. */
  readonly held: number[]
}

/**
 * The same messages from few and from many sensors, each a device with a place and six points of its
 * own: processor time per message, and what a process remembers of each point.
 */
export async function sensors(given: CityStack, print: Print): Promise<void> {
  const few = await cityOf(given, FEW, print)
  const many = await cityOf(given, MANY, print)
  await memory(given, { few, many }, print)

  for (let start = 0; start < STARTS; start++) {
    for (const city of [few, many]) await runs(given, city)
  }
  const cpu = many.runs.map(({ cpuUs }, round) => cpuUs / (few.runs[round]?.cpuUs ?? 0))
  print({
    case: 'six readings per message, published as fast as it goes, from few and from many sensors',
    messages: MESSAGES,
    starts: STARTS,
    roundsPerStart: ROUNDS,
    loadAverage: loadavg()[0],
    [`sensors${FEW}`]: figures(few.runs),
    [`sensors${MANY}`]: figures(many.runs),
    megabytesAfter: { [FEW]: megabytes(few), [MANY]: megabytes(many) },
    ratioOfCpu: spread(cpu),
    goal: 'cpu <= 1.2, lost 0',
  })
}

async function cityOf(given: CityStack, count: number, print: Print): Promise<City> {
  const { stack, oracle } = given
  const url = stack.postgres.createDatabase(`sensors${count}`)
  const { password } = stack.postgres
  const startedAt = performance.now()
  await registerBulk({ url, password, dataDirectory: stack.folder }, { first: 0, count })
  print({
    case: 'registering, 10 000 at once',
    sensors: count,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
  })
  const bucket = `sensors${count}`
  await oracle.addBucket(bucket)
  const store = `influxdb://127.0.0.1:${stack.influxd.port}/${stack.influxd.organisation}/${bucket}`
  const env = { BYPULS_REGISTRY_URL: url, BYPULS_STORE_URL: store }
  const load = { devices: count, connections: 8, window: 2_000, readingsPerMessage: 6 } as const
  return {
    sensors: count,
    env,
    ingest: bypulsConsumer(stack, { name: `sensors-${count}`, bucket, env }),
    load: createCityLoad(given, load),
    runs: [],
    held: [],
  }
}

/** The first round after a start is not counted: it makes the series, and the code warm. */
async function runs({ stack, oracle }: CityStack, city: City): Promise<void> {
  const { ingest, load } = city
  const round = () =>
    consumeRunning({ stack, oracle, consumer: ingest, prepared: load.prepare(MESSAGES) })
  await ingest.start()
  await round()
  for (let counted = 0; counted < ROUNDS; counted++) city.runs.push(await round())
  city.held.push(residentBytes(ingest.pids()[0] ?? 0))
  await ingest.stop('SIGTERM')
  await ingest.forget()
}

/** Each process started by itself and left until it does nothing; what more it holds per point. */
async function memory(
  given: CityStack,
  cities: { readonly few: City; readonly many: City },
  print: Print,
): Promise<void> {
  for (const role of ['ingest', 'api'] as const) {
    const few = await settledBytes(given, cities.few, role)
    const many = await settledBytes(given, cities.many, role)
    print({
      case: `memory of ${role === 'ingest' ? 'an ingest' : 'an api'} process, settled`,
      megabytes: { [FEW]: Math.round(few.bytes / 1e6), [MANY]: Math.round(many.bytes / 1e6) },
      startS: { [FEW]: few.startS, [MANY]: many.startS },
      bytesPerPoint: Math.round((many.bytes - few.bytes) / ((MANY - FEW) * SIX.length)),
      loadAverage: loadavg()[0],
      goal: '<= 1500 bytes per registered point',
    })
  }
}

async function settledBytes({ stack }: CityStack, city: City, role: 'ingest' | 'api') {
  const name = `memory-${role}-${city.sensors}`
  const startedAt = performance.now()
  const process = await stack.start(name, [role], { env: city.env })
  const startS = Math.round((performance.now() - startedAt) / 100) / 10
  await idle(process.process.pid ?? 0, SETTLED_WITHIN_MS)
  const bytes = residentBytes(process.process.pid ?? 0)
  await process.stop('SIGTERM')
  if (role === 'ingest') await endSession(stack.mosquitto.platformPort, `bypuls-ingest-${name}`)
  return { bytes, startS }
}

function megabytes({ held }: City) {
  return spread(held.map((bytes) => bytes / 1e6))
}

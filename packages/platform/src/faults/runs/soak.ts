import { setTimeout } from 'node:timers/promises'
import { latencies } from '../../bench/bench.js'
import type { FaultCity } from '../fault-city.js'
import { openDescriptors, ownMb, residentMb } from '../resident.js'
import { slopePerHour } from '../slope.js'
import { type FaultRun, resultOf } from './run.js'
import { moreAcknowledged, stopped } from './sent.js'

const ROLES = ['ingest', 'watch', 'broker', 'api'] as const
const PER_SECOND = 1_000
const SAMPLES = 20
/** What a process may still gain in the second half of the time; its engine's heap goes up and down. */
const GOAL_GROWTH_MB = 30

/** The ordinary load for a while: does anything grow? */
export const soak: FaultRun = {
  name: 'soak',
  title: 'the ordinary load for a while',
  goal: '8 h: memory flat after the first hour, p99 and descriptors flat, 0 lost',
  long: 'soak-8h',
  async run(city, size) {
    const forMs = { short: 10_000, full: 600_000, long: 8 * 3_600_000 }[size]
    const startedAt = performance.now()
    const sending = city.send({ perSecond: PER_SECOND / city.devices.length })
    await moreAcknowledged(sending, PER_SECOND)
    const samples: Sample[] = []
    for (let index = 0; index < SAMPLES; index++) {
      const answerMs = await askFor(city, forMs / SAMPLES)
      samples.push({ atMs: performance.now() - startedAt, answerMs, processes: stateOf(city) })
    }
    const second = samples.slice(SAMPLES / 2)
    const verdict = await city.verdict(await stopped(sending))
    const processes = Object.fromEntries(ROLES.map((role) => [role, courseOf(role, samples)]))
    const answerP99Ms = { firstHalf: p99(samples.slice(0, SAMPLES / 2)), secondHalf: p99(second) }
    const grown = Object.values(processes).map(
      ({ ownMb }) => (ownMb.at(-1) ?? 0) - (ownMb[SAMPLES / 2] ?? 0),
    )
    const opened = Object.values(processes).map(
      ({ descriptors }) => (descriptors.at(-1) ?? 0) - (descriptors[SAMPLES / 2] ?? 0),
    )
    return resultOf(
      { forMs, perSecond: PER_SECOND, processes, answerP99Ms, ...verdict },
      {
        'memory flat': Math.max(...grown) < GOAL_GROWTH_MB,
        'descriptors flat': Math.max(...opened) <= 4,
        // In the short form one slow answer on a busy machine is the p99.
        'p99 flat': size === 'short' || answerP99Ms.secondHalf < 1.5 * answerP99Ms.firstHalf + 10,
      },
    )
  },
}

type State = { readonly ownMb: number; readonly residentMb: number; readonly descriptors: number }
type Sample = {
  readonly atMs: number
  readonly answerMs: readonly number[]
  readonly processes: Readonly<Record<(typeof ROLES)[number], State>>
}

function courseOf(role: (typeof ROLES)[number], samples: readonly Sample[]) {
  const of = (name: keyof State) => samples.map(({ processes }) => processes[role][name])
  const hourly = (name: keyof State) =>
    slopePerHour(
      samples
        .slice(SAMPLES / 2)
        .map(({ atMs, processes }) => ({ atMs, value: processes[role][name] })),
    )
  return {
    ownMb: of('ownMb'),
    ownMbPerHour: hourly('ownMb'),
    residentMbPerHour: hourly('residentMb'),
    descriptors: of('descriptors'),
  }
}

function stateOf(city: FaultCity): Sample['processes'] {
  const state = (role: (typeof ROLES)[number]) => {
    const { pid } = (role === 'api' ? city.api() : city.process(role)).process
    return { ownMb: ownMb(pid), residentMb: residentMb(pid), descriptors: openDescriptors(pid) }
  }
  return {
    ingest: state('ingest'),
    watch: state('watch'),
    broker: state('broker'),
    api: state('api'),
  }
}

/** Asks what a chart asks, ten times a second, for so long; how long each answer took. */
async function askFor(city: FaultCity, ms: number): Promise<readonly number[]> {
  const [device] = city.devices
  const until = Date.now() + ms
  const answerMs: number[] = []
  while (Date.now() < until) {
    const startedAt = performance.now()
    await city.api().operator.get(`/api/v1/windows?points=${device?.point}&from=-1d&window=PT1H`)
    answerMs.push(performance.now() - startedAt)
    await setTimeout(100)
  }
  return answerMs
}

function p99(samples: readonly Sample[]): number {
  return latencies(samples.flatMap(({ answerMs }) => answerMs)).p99Ms
}

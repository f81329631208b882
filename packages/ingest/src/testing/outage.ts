import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openStore, type TimeSeriesStore } from '@bypuls/stores'
import { createCity, READINGS_PER_MESSAGE } from './city.js'
import type { OutageOrders, OutageReport } from './outage-child.js'

const CHILD = fileURLToPath(new URL('../../dist/testing/outage-child.js', import.meta.url))

export type OutageSettings = OutageOrders & {
  /** The store without the fault between, for the oracle. */
  readonly oracleUrl: string
  readonly awayMs: number
  /** Takes the store away, or brings it back. */
  readonly away: (isAway: boolean) => Promise<void> | void
  readonly onReport?: (report: OutageReport) => void
}

/** What an outage did; times in ms. */
export type OutageVerdict = {
  readonly acknowledged: number
  readonly refused: number
  /** Readings that were acknowledged and that the store does not have. */
  readonly lost: number
  readonly mostRssMb: number
  /** Of it what is no page of a file. */
  readonly mostOwnMb: number
  readonly backlogMessages: number
  /** From the store's return to the first message stored, and to the last of the backlog. */
  readonly firstStoredMs: number
  readonly drainMs: number
  /** The outage's length ÷ the time that its backlog took, while live went on. */
  readonly drainRatio: number
  readonly acknowledgeP99Ms: Readonly<Record<Phase, number>>
  readonly frameLagMs: Readonly<Record<Phase, number>>
}

type Phase = 'before' | 'away' | 'drain'

/** Calm seconds before the outage. */
const BEFORE_MS = 3_000
/** Fewer than this wait when the store keeps up, in seconds of messages. */
const KEEPS_UP_S = 1.5

/** A store taken away for a while under a steady load, in a process of its own; an oracle counts. */
export async function measureOutage(settings: OutageSettings): Promise<OutageVerdict> {
  const { awayMs, away, messagesPerSecond, oracleUrl, folder, token } = settings
  const reports: Record<Phase, OutageReport[]> = { before: [], away: [], drain: [] }
  let phase: Phase = 'before'
  const child = fork(CHILD, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const all = () => [...reports.before, ...reports.away, ...reports.drain]
  const ended = once(child, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`the program under test ended with ${code}`)
  })
  // Asked at each step.
  ended.catch(() => undefined)
  const reported = async (isSo: () => boolean) => {
    while (!isSo()) await Promise.race([pass(20), ended])
  }
  child.on('message', (report: OutageReport) => {
    reports[phase].push(report)
    settings.onReport?.(report)
  })
  child.send({ folder, messagesPerSecond, token, storeUrl: settings.storeUrl })

  await reported(() => reports.before.length >= BEFORE_MS / 1_000)
  phase = 'away'
  await away(true)
  await pass(awayMs)
  const backlogMessages = all().at(-1)?.waiting ?? 0
  phase = 'drain'
  const returned = Date.now()
  await away(false)

  await reported(() => reports.drain.some(({ waiting }) => waiting < backlogMessages))
  const firstStoredMs = Date.now() - returned
  const few = KEEPS_UP_S * messagesPerSecond
  await reported(() => reports.drain.some(({ waiting }) => waiting < few))
  const drainMs = Date.now() - returned
  child.send('stop')
  await ended

  const { acknowledged = 0, refused = 0 } = all().at(-1) ?? {}
  const oracle = await openStore(oracleUrl, { dataDirectory: folder, token })
  const found = await readingsIn(oracle, createCity(messagesPerSecond).points)
  await oracle.close()
  return {
    acknowledged,
    refused,
    lost: acknowledged * READINGS_PER_MESSAGE - found,
    mostOwnMb: Math.round(Math.max(...all().map(({ ownMb }) => ownMb))),
    mostRssMb: Math.round(Math.max(...all().map(({ rssMb }) => rssMb))),
    backlogMessages,
    firstStoredMs,
    drainMs,
    drainRatio: awayMs / drainMs,
    acknowledgeP99Ms: most(reports, ({ acknowledgeP99Ms }) => acknowledgeP99Ms),
    frameLagMs: most(reports, ({ frameLagMs }) => frameLagMs),
  }
}

function most(reports: Record<Phase, OutageReport[]>, of: (report: OutageReport) => number) {
  const largest = (phase: Phase) => Math.round(Math.max(0, ...reports[phase].map(of)))
  return { before: largest('before'), away: largest('away'), drain: largest('drain') }
}

async function readingsIn(store: TimeSeriesStore, points: readonly string[]): Promise<number> {
  const DAY = 86_400_000
  const from = Date.now() - DAY
  const span = { from, to: from + 2 * DAY, widthMs: 2 * DAY, originMs: from }
  let count = 0
  for (let at = 0; at < points.length; at += 1_000) {
    const some = points.slice(at, at + 1_000)
    for (const flag of ['good', 'suspect'] as const) {
      for await (const windows of store.windows({
        ...span,
        points: some,
        parts: ['count'],
        flag,
      })) {
        for (const window of windows) count += window.count ?? 0
      }
    }
  }
  return count
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

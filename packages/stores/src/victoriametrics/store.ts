import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Readings } from '@bypuls/model'
import type { TimeSeriesStore } from '../store.js'
import { StoreError } from '../store-error.js'
import type { Address } from './address.js'
import { createAlone } from './alone.js'
import { healthOf, retentionOf } from './health.js'
import { createHttp } from './http.js'
import { inTurn } from './in-turn.js'
import { type Bounds, createLines, toImport } from './lines.js'
import { latestOf, neighboursOf } from './newest.js'
import { oldestOf } from './oldest.js'
import { createQuestions } from './question.js'
import { rawUpTo } from './raw-up-to.js'
import { createRemoval } from './removal.js'
import { createWatch } from './watch.js'
import { windowsOf } from './windows.js'

/** What an acknowledged write may take to reach the server's disk: 16 s seen, see the decision record. */
const HORIZON_MS = 30_000
/** A point's first reading shows after 5–11 s, later ones after 2 s. */
const READABLE_AFTER_MS = 12_000
/** The server drops readings further ahead than two days. */
const AHEAD_MS = 2 * 86_400_000
const POINTS_AHEAD = 4
const BRING_BACK_AFTER_MS = 2_000

export type VictoriametricsOptions = {
  readonly name: string
  readonly address: Address
  readonly dataDirectory: string
  readonly token?: string
  /** For tests: false lets a removal on a cluster not wait until all is seen, and on disk. */
  readonly isPatient?: boolean
}

/**
 * Readings in VictoriaMetrics, one server or a cluster. Of two values for one point and time the higher
 * one wins, whatever the order; a good one wins over a suspect one. What was written shows after 2 s, a
 * new point's first reading after up to 11 s.
 */
export function openVictoriametricsStore(options: VictoriametricsOptions): TimeSeriesStore {
  const { address, isPatient = true } = options
  const http = createHttp({
    ...(options.token === undefined ? {} : { token: options.token }),
    onUnreachable: () => watch.suspect(),
  })
  const watch = createWatch(http, address)
  const questions = createQuestions(http, address)
  const toBodies = createLines()
  const alone = createAlone()
  const until = () => Date.now() + AHEAD_MS
  const removal = createRemoval({
    http,
    address,
    questions,
    folder: join(options.dataDirectory, 'removals'),
    settle,
    seen,
    alone: alone.alone,
    until,
  })
  let closed = false
  let begun: Promise<number | null> | undefined

  const patience = (ms: number) => setTimeout(isPatient ? ms : 0)

  async function seen(): Promise<void> {
    if (address.flush === undefined) await patience(READABLE_AFTER_MS)
    else await http.get(address.flush)
  }

  async function settle(): Promise<boolean> {
    let restarted = false
    const stop = watch.onRestarted(() => {
      restarted = true
    })
    try {
      if (!(await snapshot())) await patience(HORIZON_MS)
      await watch.look()
    } finally {
      stop()
    }
    return !restarted
  }

  /** Everything is on disk before a snapshot is there; false where none may be made. */
  async function snapshot(): Promise<boolean> {
    if (address.snapshot === undefined) return false
    try {
      const answer = await http.get(`${address.snapshot}/create`)
      const [, name] = /"snapshot":"([^"]+)"/.exec(answer) ?? []
      if (name === undefined) return false
      await http.get(`${address.snapshot}/delete?snapshot=${encodeURIComponent(name)}`)
      return true
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'misconfigured') return false
      throw error
    }
  }

  /** Once: how long the server keeps readings, for older ones it would drop without a word. */
  async function begin(): Promise<number | null> {
    const retentionMs = retentionOf(await watch.look())
    await removal.finish()
    return retentionMs
  }

  async function bounds(): Promise<Bounds> {
    begun ??= begin()
    try {
      const retentionMs = await begun
      const now = Date.now()
      return { from: retentionMs === null ? 0 : Math.max(0, now - retentionMs), now }
    } catch (error) {
      begun = undefined
      throw error
    }
  }

  /** What a removal that failed had set aside is missed until it is back. */
  function bringBackSoon(): void {
    setTimeout(BRING_BACK_AFTER_MS, undefined, { ref: false })
      .then(() => (closed ? undefined : bounds()))
      .catch(bringBackSoon)
  }

  const clamp = <T extends { readonly from: number; readonly to: number }>(query: T): T => ({
    ...query,
    from: Math.max(0, query.from),
    to: Math.min(until(), query.to),
  })

  async function send(url: string, bodies: readonly string[]): Promise<void> {
    await alone.beside(async () => {
      for (const body of bodies) await http.send(url, body)
    })
  }

  return {
    name: options.name,
    durabilityHorizonMs: HORIZON_MS,
    readableAfterMs: READABLE_AFTER_MS,

    async write(readings: Readings) {
      if (readings.length === 0) return
      await send(`${address.write}?precision=ms`, toBodies(readings, await bounds()))
    },

    async writeChunks(chunks) {
      const within = await bounds()
      await send(
        address.import,
        chunks.map((chunk) => toImport(chunk, within)).filter((body) => body !== ''),
      )
    },

    async *windows(query) {
      await alone.free()
      yield* windowsOf(questions, clamp(query))
    },

    async *readings(query) {
      await alone.free()
      const range = clamp(query)
      const makers = [...new Set(query.points)].map(
        (point) => () => rawUpTo(questions, { ...range, point }),
      )
      yield* inTurn(makers, POINTS_AHEAD)
    },

    async *latest() {
      await alone.free()
      yield* latestOf(questions, Date.now(), until())
    },

    async oldest(points) {
      await alone.free()
      return oldestOf(questions, points, until())
    },

    async around(points, at) {
      await alone.free()
      return neighboursOf(questions, points, at, until())
    },

    async remove(range) {
      await bounds()
      try {
        await removal.remove(range)
      } catch (error) {
        begun = undefined
        bringBackSoon()
        throw error
      }
    },

    async health() {
      try {
        return healthOf(await watch.look())
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error)
        return { ok: false, detail, remedy: 'Check BYPULS_STORE_URL and that the server runs' }
      }
    },

    onRestarted: watch.onRestarted,

    async close() {
      closed = true
      watch.close()
    },
  }
}

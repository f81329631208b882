import { mkdirSync } from 'node:fs'
import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PointRange } from '../store.js'
import { StoreError } from '../store-error.js'
import type { Address } from './address.js'
import type { Http } from './http.js'
import { toImport } from './lines.js'
import type { Questions } from './question.js'
import { rawOf, reachOf } from './raw.js'
import { toSelector, toSeries } from './series.js'

export type RemovalDeps = {
  readonly http: Http
  readonly address: Address
  readonly questions: Questions
  /** Keeps what is to stay of a point while its series are deleted. */
  readonly folder: string
  /** Resolves when everything taken before is on disk at the server; false where it was restarted meanwhile. */
  readonly settle: () => Promise<boolean>
  /** Resolves when everything taken before shows in answers. */
  readonly seen: () => Promise<void>
  /** Runs while no write of this process is under way and no question either. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
  readonly until: () => number
}

const ENDING = '.jsonl'

/**
 * Removes a range of time from points. VictoriaMetrics can delete whole series only, so what is to stay
 * is kept in a file until the server has it on disk again; `finish` does the rest of a removal that a
 * crash cut off.
 */
export function createRemoval(deps: RemovalDeps) {
  const { http, address, questions, folder } = deps
  mkdirSync(folder, { recursive: true })
  const fileOf = (point: string) => join(folder, point + ENDING)

  /** Writes what lies outside the range; false where nothing does. */
  async function keep(point: string, { from, to }: PointRange): Promise<boolean> {
    const until = deps.until()
    const sides = [
      { from: 0, to: Math.min(Math.max(0, from), until) },
      { from: Math.max(0, to), to: until },
    ]
    const draft = `${fileOf(point)}.draft`
    const file = await open(draft, 'w')
    let kept = false
    try {
      for (const side of sides) {
        if (side.from >= side.to) continue
        for await (const chunk of rawOf(questions, { point, ...side })) {
          kept = true
          await file.write(toImport(chunk, { from: 0, now: until }))
        }
      }
      await file.sync()
    } finally {
      await file.close()
    }
    if (kept) await rename(draft, fileOf(point))
    else await rm(draft)
    return kept
  }

  async function bringBack(point: string): Promise<void> {
    const lines = (await readFile(fileOf(point), 'utf8')).split('\n')
    for (const line of lines) if (line !== '') await http.send(address.import, `${line}\n`)
  }

  async function settled(points: readonly string[]): Promise<void> {
    while (!(await deps.settle())) for (const point of points) await bringBack(point)
    for (const point of points) await rm(fileOf(point))
  }

  return {
    async remove(range: PointRange): Promise<void> {
      const keptPoints: string[] = []
      for (const point of new Set(range.points)) {
        const selector = toSelector([point], ['good', 'suspect'])
        if (selector === null || range.from >= range.to) continue
        const kept = await deps.alone(async () => {
          // What was written a moment ago is neither seen nor deleted until then.
          await deps.seen()
          const all = { from: 0, to: deps.until() }
          if ((await reachOf(questions, selector, all)) === null) return false
          const some = await keep(point, range)
          await http.ask(address.remove, { 'match[]': selector })
          if (some) await bringBack(point)
          if (address.flush !== undefined) await deps.seen()
          return some
        })
        if (kept) keptPoints.push(point)
      }
      await settled(keptPoints)
    },

    /** Brings back what removals that were cut off had set aside; the files go once it is on disk. */
    async finish(): Promise<void> {
      const files = (await readdir(folder)).filter((name) => name.endsWith(ENDING))
      const points = files.map((name) => name.slice(0, -ENDING.length))
      for (const point of points) {
        if (toSeries(point) === null) {
          const message = `${fileOf(point)} is no file of a removal: move it away`
          throw new StoreError('misconfigured', message)
        }
        await bringBack(point)
      }
      // Where it fails, the files stay for the next time.
      if (points.length > 0) settled(points).catch(() => undefined)
    },
  }
}

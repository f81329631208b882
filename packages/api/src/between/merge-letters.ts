import type { LetterPage, StoredLetter } from '@bypuls/ingest'
import { z } from 'zod'
import type { Told } from './workers.js'

/** Where each worker's list goes on; null: it has no more. A worker that is not in it was not begun. */
export type Positions = ReadonlyMap<string, string | null>

const Cursor = z
  .array(
    z.tuple([
      z.string(),
      z
        .string()
        .regex(/^\d{1,16}-\d{1,6}$/)
        .nullable(),
    ]),
  )
  .max(1_000)

/** Null for what is no cursor of ours. */
export function parseCursor(text: string): Positions | null {
  try {
    const pairs = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return new Map(pairs)
  } catch {
    return null
  }
}

function toCursor(positions: Positions): string {
  return Buffer.from(JSON.stringify([...positions])).toString('base64url')
}

type MergeOptions = {
  readonly before: Positions
  readonly limit: number
}

type Rest = { readonly worker: string; readonly items: StoredLetter[]; next: string | null }

/**
 * The newest letters of the workers' pages. It ends where a page is used up that goes on: what follows
 * there may be newer than the rest.
 */
export function mergePages(told: readonly Told<LetterPage>[], options: MergeOptions): LetterPage {
  const { before, limit } = options
  const positions = new Map(before)
  const rests: Rest[] = told.map(({ worker, value }) => {
    positions.set(worker, value.items.length === 0 ? value.next : (before.get(worker) ?? null))
    return { worker, items: [...value.items], next: value.next }
  })
  const untouched = new Set(
    rests.filter(({ items }) => items.length > 0).map(({ worker }) => worker),
  )
  const items: StoredLetter[] = []
  while (
    items.length < limit &&
    rests.every(({ items: left, next }) => left.length > 0 || next === null)
  ) {
    const rest = newestOf(rests)
    const letter = rest?.items.shift()
    if (rest === undefined || letter === undefined) break
    items.push({ ...letter, id: `${rest.worker}:${letter.id}` })
    untouched.delete(rest.worker)
    positions.set(rest.worker, rest.items.length === 0 ? rest.next : letter.id)
  }
  for (const worker of untouched) {
    const from = before.get(worker)
    if (from === undefined) positions.delete(worker)
    else positions.set(worker, from)
  }
  // Not of those that do not answer: who asks for page after page must come to an end.
  const goesOn = rests.some(({ items: left, next: more }) => left.length > 0 || more !== null)
  return { items, next: goesOn ? toCursor(positions) : null }
}

function newestOf(rests: readonly Rest[]): Rest | undefined {
  let newest: Rest | undefined
  for (const rest of rests) {
    const at = rest.items[0]?.receivedAt
    if (at === undefined) continue
    const best = newest?.items[0]?.receivedAt ?? Number.NEGATIVE_INFINITY
    if (at > best) newest = rest
  }
  return newest
}

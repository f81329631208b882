import { z } from 'zod'
import { badRequest } from './problem.js'

/** What every list takes: how many, and where the page before it ended. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(10_000).default(1_000).meta({
    description: 'At most this many items; `next` is then the cursor of the following page.',
  }),
  cursor: z.string().max(500).optional().meta({ description: '`next` of the page before.' }),
}

export type PageInput = { readonly limit: number; readonly cursor?: string | undefined }

/** A page of a list that stands in the order of its keys: the cursor is the last key that was told. */
export function toPage<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
  { limit, cursor }: PageInput,
): { items: Item[]; next: string | null } {
  const after = cursor === undefined ? null : decode(cursor)
  const found = after === null ? 0 : items.findIndex((item) => key(item) > after)
  const start = found < 0 ? items.length : found
  const some = items.slice(start, start + limit)
  const last = some.at(-1)
  const more = start + limit < items.length
  return { items: some, next: more && last !== undefined ? encode(key(last)) : null }
}

/** The order that `toPage` expects. */
export function inOrder<Item>(items: Iterable<Item>, key: (item: Item) => string): Item[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

export function encode(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url')
}

export function decode(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8')
  if (encode(key) !== cursor) {
    throw badRequest([{ path: 'cursor', message: 'expected `next` of the page before' }])
  }
  return key
}

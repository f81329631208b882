import type { LetterQuery } from '@bypuls/ingest'
import type { LettersOfAll } from '../deps.js'
import { mergePages, parseCursor } from './merge-letters.js'
import { LetterPageShape } from './shapes.js'
import type { Workers } from './workers.js'

const LIST_MS = 10_000

/** The workers' dead letters as one list, newest first. */
export async function listLetters(workers: Workers, query: LetterQuery): Promise<LettersOfAll> {
  const { cursor, ...wanted } = query
  const before = cursor === undefined ? new Map() : (parseCursor(cursor) ?? new Map())
  const { told, missing } = await workers.askAll(LetterPageShape, (worker) => {
    const from = before.get(worker)
    if (from === null) return null
    const asked = { ...wanted, ...(from === undefined ? {} : { cursor: from }) }
    const text = Object.entries(asked).map(([name, value]) => [name, String(value)] as const)

    const path = `/internal/dead-letters?${new URLSearchParams(Object.fromEntries(text))}`
    return { method: 'GET', path, timeoutMs: LIST_MS }
  })
  return { ...mergePages(told, { before, limit: query.limit }), missing }
}

/** Whether it is a cursor of such a list. */
export function isCursor(text: string): boolean {
  return parseCursor(text) !== null
}

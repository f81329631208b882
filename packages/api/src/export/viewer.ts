import type { Entry, Quality, View } from '@bypuls/model'

/** One reading as a view shows it. */
export type Seen = { value: number; quality: Quality; rule: string | null }

/**
 * Shows one point's readings, oldest first, as a view has them: `raw` as they arrived, `checked` with
 * what the rules doubt, `corrected` with the offsets of resets and swaps too. The answer is one object
 * that the next call changes: a million rows need no million objects.
 */
export function createViewer(entries: readonly Entry[], view: View) {
  const seen: Seen = { value: 0, quality: 'good', rule: null }
  const used = view === 'raw' ? [] : entries
  let next = 0
  let offset = 0

  return function look(observedAt: number, value: number, suspect: boolean): Seen {
    let doubt: string | null = suspect ? 'range' : null
    for (let entry = used[next]; entry !== undefined && entry.at <= observedAt; ) {
      if (entry.kind === 'offset') offset += entry.amount
      else if (entry.at === observedAt) doubt = entry.rule
      next += 1
      entry = used[next]
    }
    const moved = view === 'corrected' && offset !== 0
    seen.value = moved ? value + offset : value
    seen.quality = doubt !== null ? 'suspect' : moved ? 'corrected' : 'good'
    seen.rule = doubt
    return seen
  }
}

import type { Quality } from '@bypuls/model'

/** A stretch of time of one quality, epoch ms. `ahead`: the time has not come yet. */
export type StripSpan = {
  readonly start: number
  readonly end: number
  readonly quality: Quality | 'ahead'
}

export type QualityRun = StripSpan & { readonly cells: number }

/** Neighbouring cells of the same quality as one run, so that a year of hours is a few elements. */
export function qualityRuns(cells: readonly StripSpan[]): readonly QualityRun[] {
  const runs: QualityRun[] = []
  for (const cell of cells) {
    const last = runs.at(-1)
    if (last && last.quality === cell.quality && last.end === cell.start)
      runs[runs.length - 1] = { ...last, end: cell.end, cells: last.cells + 1 }
    else runs.push({ ...cell, cells: 1 })
  }
  return runs
}

/** The contract's cells, whose times are ISO text. */
export function toSpans(
  cells: readonly { start: string; end: string; quality: Quality }[],
): readonly StripSpan[] {
  return cells.map(({ start, end, quality }) => ({
    start: Date.parse(start),
    end: Date.parse(end),
    quality,
  }))
}

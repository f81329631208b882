import type { WindowSeries, WindowSize } from '@bypuls/model'
import { type Answer, json } from './answer.js'
import type { ApiDeps } from './deps.js'
import { dialectOf } from './export/dialect.js'
import { type Format, MEDIA_TYPES } from './export/format.js'
import { windowsCsv, windowsJson, windowsNdjson } from './export/windows.js'
import { windowsParquet } from './export/windows-parquet.js'
import type { WindowsQuery } from './history/series.js'
import { windowsAtMost } from './history/series-size.js'
import { refuseTooMany } from './limits.js'

export type WindowsAnswer = WindowsQuery & {
  readonly format: Format
  readonly excel: 'da' | undefined
  /** One point's own answer, or a list of several. */
  readonly single: boolean
  readonly filename: string
}

/** More windows than this are computed and sent in batches: memory stays flat. */
const WINDOWS_AT_ONCE = 50_000

/** The windows of one or many points in the asked format. */
export async function windowsAnswer(
  asked: WindowsAnswer,
  deps: Pick<ApiDeps, 'figures'>,
): Promise<Answer> {
  const each = windowsEach(asked.size, asked)
  refuseTooMany(asked.points.length, each)
  const { format, single } = asked
  const batchSize = Math.max(1, Math.floor(WINDOWS_AT_ONCE / each))
  if (format === 'json' && asked.points.length <= batchSize) {
    const items = await deps.figures.history.windows(asked)
    return json(single ? items[0] : { items })
  }
  const batches = inBatches(asked, batchSize, deps)
  const type = MEDIA_TYPES[format]
  const filename = `${asked.filename}.${format}`
  const naming = !single
  switch (format) {
    case 'json':
      return { kind: 'stream', type, chunks: windowsJson(batches) }
    case 'csv': {
      const chunks = windowsCsv(batches, { dialect: dialectOf(asked.excel), naming })
      return { kind: 'stream', type, filename, chunks }
    }
    case 'ndjson':
      return { kind: 'stream', type, filename, chunks: windowsNdjson(batches, naming) }
    case 'parquet':
      return { kind: 'stream', type, filename, chunks: windowsParquet(batches) }
  }
}

function windowsEach(
  size: WindowSize | 'auto',
  { from, to }: { readonly from: number; readonly to: number },
): number {
  return size === 'auto' ? 1_000 : windowsAtMost(size, { start: from, end: to })
}

async function* inBatches(
  asked: WindowsAnswer,
  batchSize: number,
  { figures }: Pick<ApiDeps, 'figures'>,
): AsyncGenerator<readonly WindowSeries[]> {
  for (let start = 0; start < asked.points.length; start += batchSize) {
    const points = asked.points.slice(start, start + batchSize)
    yield await figures.history.windows({ ...asked, points })
  }
}

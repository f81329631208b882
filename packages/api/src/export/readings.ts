import { metricBySlug, type View, zonedIsoWriter } from '@bypuls/model'
import type { PointRecord, Registry } from '@bypuls/registry'
import type { TimeSeriesStore } from '@bypuls/stores'
import { cell, type Dialect } from './dialect.js'
import { createViewer } from './viewer.js'

export type ReadingsExport = {
  readonly store: Pick<TimeSeriesStore, 'readings'>
  readonly registry: Pick<Registry, 'entries'>
  readonly points: readonly PointRecord[]
  readonly from: number
  readonly to: number
  readonly timezone: string
  readonly view: View
  /** Whether each row names its point: always with several. */
  readonly naming: boolean
}

/** Text is handed on in pieces of about this many characters. */
const PIECE = 64 * 1024

/** Readings as CSV, `[point,]time,value,unit,quality`, point by point and oldest first. */
export async function* readingsCsv(
  asked: ReadingsExport,
  dialect: Dialect,
): AsyncGenerator<string> {
  const { separator } = dialect
  const names = ['time', 'value', 'unit', 'quality']
  const header = asked.naming ? ['point', ...names] : names
  yield `${dialect.start}${header.join(separator)}\r\n`
  const comma = dialect.decimal === ','
  yield* pieces(asked, (point) => {
    const before = asked.naming ? cell(point.id, dialect) + separator : ''
    const unit = separator + cell(unitOf(point), dialect) + separator
    return (time, value, quality) => {
      const number = comma ? String(value).replace('.', ',') : String(value)
      return `${before}${time}${separator}${number}${unit}${quality}\r\n`
    }
  })
}

/** The same rows as one JSON object a line. */
export async function* readingsNdjson(asked: ReadingsExport): AsyncGenerator<string> {
  yield* pieces(asked, (point) => {
    const before = asked.naming ? `{"point":"${point.id}","time":"` : '{"time":"'
    const unit = `,"unit":${JSON.stringify(unitOf(point))},"quality":"`
    return (time, value, quality) => `${before}${time}","value":${value}${unit}${quality}"}\n`
  })
}

type WriteRow = (time: string, value: number, quality: string) => string

async function* pieces(
  asked: ReadingsExport,
  writerOf: (point: PointRecord) => WriteRow,
): AsyncGenerator<string> {
  const iso = zonedIsoWriter(asked.timezone)
  let text = ''
  for (const point of asked.points) {
    const write = writerOf(point)
    const look = createViewer(asked.registry.entries(point.id), asked.view)
    const query = { points: [point.id], from: asked.from, to: asked.to }
    for await (const { observedAt, value, suspect } of asked.store.readings(query)) {
      for (let row = 0; row < observedAt.length; row++) {
        const at = observedAt[row] ?? 0
        const seen = look(at, value[row] ?? 0, suspect[row] === 1)
        text += write(iso(at), seen.value, seen.quality)
        if (text.length < PIECE) continue
        yield text
        text = ''
      }
    }
  }
  if (text !== '') yield text
}

function unitOf(point: PointRecord): string {
  return metricBySlug(point.metric)?.unit ?? ''
}

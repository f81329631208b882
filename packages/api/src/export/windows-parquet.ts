import type { WindowSeries, WindowValue } from '@bypuls/model'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'

type Row = { readonly series: WindowSeries; readonly window: WindowValue }

/** Windows as one Parquet file, a row group per batch: only its packed bytes are held together. */
export async function* windowsParquet(
  batches: AsyncIterable<readonly WindowSeries[]>,
): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter()
  const file = new ParquetWriter({ writer, schema: [...SCHEMA] })
  for await (const batch of batches) {
    const rows = batch.flatMap((series) => series.windows.map((window) => ({ series, window })))
    if (rows.length > 0)
      await file.write({ columnData: columnsOf(rows), rowGroupSize: rows.length })
  }
  await file.finish()
  yield new Uint8Array(writer.getBuffer())
}

const COLUMNS = [
  column('point', 'text', ({ series }) => series.point),
  column('start', 'time', ({ window }) => new Date(window.start)),
  column('end', 'time', ({ window }) => new Date(window.end)),
  column('value', 'number', ({ window }) => window.value),
  column('unit', 'text', ({ series }) => series.unit),
  column('min', 'number', ({ window }) => window.min),
  column('max', 'number', ({ window }) => window.max),
  column('count', 'count', ({ window }) => window.count),
  column('coverage', 'number', ({ window }) => window.coverage),
  column('quality', 'text', ({ window }) => window.quality),
  column('suspect', 'count', ({ window }) => window.suspect),
] as const

const TYPES = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  number: { type: 'DOUBLE' },
  count: { type: 'INT32' },
} as const

const SCHEMA = [
  { name: 'root', num_children: COLUMNS.length },
  ...COLUMNS.map(({ name, kind }) => ({
    name,
    repetition_type: 'OPTIONAL' as const,
    ...TYPES[kind],
  })),
]

function column(
  name: string,
  kind: 'text' | 'time' | 'number' | 'count',
  of: (row: Row) => string | Date | number | null,
) {
  return { name, kind, of }
}

function columnsOf(rows: readonly Row[]) {
  return COLUMNS.map(({ name, of }) => ({ name, data: rows.map(of) }))
}

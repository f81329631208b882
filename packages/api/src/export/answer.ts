import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer } from '../answer.js'
import type { ApiDeps } from '../deps.js'
import { dialectOf } from './dialect.js'
import { MEDIA_TYPES } from './format.js'
import { type ReadingsExport, readingsCsv, readingsNdjson } from './readings.js'
import { writeReadingsParquet } from './readings-parquet.js'

export type ExportRequest = Omit<ReadingsExport, 'store' | 'registry'> & {
  readonly format: 'csv' | 'ndjson' | 'parquet'
  readonly excel: 'da' | undefined
  /** Of the file, without its ending. */
  readonly name: string
}

/** Readings as a file: text is streamed as it is read, Parquet is made by the store first. */
export async function exportAnswer(request: ExportRequest, deps: ApiDeps): Promise<Answer> {
  const { format, excel, name, ...asked } = request
  const filename = `${name}.${format}`
  const type = MEDIA_TYPES[format]
  const rows = { ...asked, store: deps.store, registry: deps.registry }
  if (format === 'csv') {
    return { kind: 'stream', type, filename, chunks: readingsCsv(rows, dialectOf(excel)) }
  }
  if (format === 'ndjson') {
    return { kind: 'stream', type, filename, chunks: readingsNdjson(rows) }
  }
  return parquet(request, filename, deps)
}

async function parquet(request: ExportRequest, filename: string, deps: ApiDeps): Promise<Answer> {
  const directory = await mkdtemp(join(tmpdir(), 'bypuls-export-'))
  const path = join(directory, 'readings.parquet')
  const dispose = () => rm(directory, { recursive: true, force: true })
  try {
    await writeParquet(request, path, deps)
  } catch (error) {
    await dispose()
    throw error
  }
  return { kind: 'file', type: MEDIA_TYPES.parquet, filename, path, dispose }
}

/** By the store itself, which is several times faster, where no entry changes what a view shows. */
async function writeParquet(request: ExportRequest, path: string, deps: ApiDeps): Promise<void> {
  const { store, registry } = deps
  const { points, from, to, view } = request
  const asStored = view === 'raw' || points.every(({ id }) => registry.entries(id).length === 0)
  if (asStored && store.exportParquet !== undefined) {
    await store.exportParquet({ points: points.map(({ id }) => id), from, to }, path)
  } else await writeReadingsParquet({ ...request, store, registry }, path)
}

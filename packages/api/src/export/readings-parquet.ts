import { fileWriter, ParquetWriter } from 'hyparquet-writer'
import type { ReadingsExport } from './readings.js'
import { createViewer } from './viewer.js'

const ROWS_PER_GROUP = 100_000

const SCHEMA = [
  { name: 'root', num_children: 4 },
  { name: 'point', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  { name: 'time', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'REQUIRED' },
  { name: 'value', type: 'DOUBLE', repetition_type: 'REQUIRED' },
  { name: 'quality', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
] as const

/**
 * Readings as a Parquet file, as a view shows them: what the store itself cannot write, because it knows
 * nothing of the entries. Columns as the store's own: `point`, `time`, `value`, `quality`.
 */
export async function writeReadingsParquet(asked: ReadingsExport, path: string): Promise<void> {
  const writer = fileWriter(path)
  const file = new ParquetWriter({ writer, schema: [...SCHEMA] })
  let group = emptyGroup()
  for (const point of asked.points) {
    const look = createViewer(asked.registry.entries(point.id), asked.view)
    const query = { points: [point.id], from: asked.from, to: asked.to }
    for await (const { observedAt, value, suspect } of asked.store.readings(query)) {
      for (let row = 0; row < observedAt.length; row++) {
        const at = observedAt[row] ?? 0
        const seen = look(at, value[row] ?? 0, suspect[row] === 1)
        group.point.push(point.id)
        group.time.push(new Date(at))
        group.value.push(seen.value)
        group.quality.push(seen.quality)
      }
      if (group.value.length < ROWS_PER_GROUP) continue
      await writeGroup(file, group)
      group = emptyGroup()
    }
  }
  if (group.value.length > 0) await writeGroup(file, group)
  await file.finish()
}

type Group = ReturnType<typeof emptyGroup>

function emptyGroup() {
  const [point, time, value, quality]: [string[], Date[], number[], string[]] = [[], [], [], []]
  return { point, time, value, quality }
}

async function writeGroup(file: ParquetWriter, group: Group): Promise<void> {
  const columnData = Object.entries(group).map(([name, data]) => ({ name, data }))
  await file.write({ columnData, rowGroupSize: group.value.length })
}

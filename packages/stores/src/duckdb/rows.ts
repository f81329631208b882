import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api'

/** Calls `take` with each row of numbers; the array is used again for the next row. */
export async function eachRow(
  result: DuckDBResult,
  columnCount: number,
  take: (row: readonly number[]) => void,
): Promise<void> {
  for await (const chunk of result) {
    const columns = Array.from({ length: columnCount }, (_, at) => numbers(chunk, at))
    const row: number[] = new Array(columnCount).fill(0)
    const { rowCount } = chunk
    for (let at = 0; at < rowCount; at++) {
      for (let column = 0; column < columnCount; column++) {
        row[column] = columns[column]?.[at] ?? Number.NaN
      }
      take(row)
    }
  }
}

/** One column of doubles or integers; null becomes NaN. */
export function numbers(chunk: DuckDBDataChunk, column: number): Float64Array {
  const vector = chunk.getColumnVector(column)
  const out = new Float64Array(chunk.rowCount)
  for (let at = 0; at < out.length; at++) {
    const item: unknown = vector.getItem(at)
    out[at] = typeof item === 'number' ? item : Number.NaN
  }
  return out
}

import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api'

/** A whole answer in columns of doubles; null is NaN. */
export type Answer = {
  readonly rowCount: number
  readonly columns: readonly Float64Array[]
}

/** Takes a result of numbers over from the engine, chunk by chunk, so that it holds nothing for long. */
export async function takeAnswer(result: DuckDBResult): Promise<Answer> {
  const chunks: Float64Array[][] = []
  for await (const chunk of result) {
    chunks.push(Array.from({ length: chunk.columnCount }, (_, column) => numbers(chunk, column)))
  }
  const rowCount = chunks.reduce((sum, [first]) => sum + (first?.length ?? 0), 0)
  const columns = Array.from({ length: result.columnCount }, (_, column) => {
    const whole = new Float64Array(rowCount)
    let at = 0
    for (const chunk of chunks) {
      whole.set(chunk[column] ?? [], at)
      at += chunk[column]?.length ?? 0
    }
    return whole
  })
  return { rowCount, columns }
}

/** The rows of an answer; the array is used again for the next row. */
export function* eachRow({ rowCount, columns }: Answer): Iterable<readonly number[]> {
  const row: number[] = new Array(columns.length).fill(0)
  for (let at = 0; at < rowCount; at++) {
    columns.forEach((column, i) => {
      row[i] = column[at] ?? Number.NaN
    })
    yield row
  }
}

function numbers(chunk: DuckDBDataChunk, column: number): Float64Array {
  const vector = chunk.getColumnVector(column)
  const out = new Float64Array(chunk.rowCount)
  for (let at = 0; at < out.length; at++) {
    const item = vector.getItem(at)
    out[at] = item === null ? Number.NaN : Number(item)
  }
  return out
}

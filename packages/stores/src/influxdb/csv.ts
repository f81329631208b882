import { createInstantAt, numberAt } from './csv-values.js'

/** The row that has just been read; a column that is not there (-1) is an empty text. */
export type Row = {
  /** Whether it is of the same table as the row before: its names are the same. */
  readonly goesOn: boolean
  text(column: number): string
  /** The very double that the server has; NaN where it is none. */
  number(column: number): number
  /** Epoch ms; what another program has written finer is cut. */
  instant(column: number): number
}

export type CsvTarget = {
  /** The labels of the rows that follow. */
  header(labels: readonly string[]): void
  row(row: Row): void
}

export type CsvReader = {
  push(chunk: Uint8Array): void
  /** The last line may have no end. */
  end(): void
}

const [COMMA, QUOTE, LINE_FEED, RETURN] = [44, 34, 10, 13]
const MOST_COLUMNS = 64
const FIRST_SIZE = 131_072

/**
 * Reads the CSV of a Flux answer (without annotations) from its bytes: a header follows each empty
 * line. Rows are not turned into strings, and of the rows of one table only what differs is looked at:
 * all before the number of the table and all after `_value` is the same. Answers are millions of rows.
 */
export function createCsvReader(target: CsvTarget): CsvReader {
  let bytes = Buffer.allocUnsafe(FIRST_SIZE)
  let size = 0
  let expectsHeader = true
  /** Where each column begins; the one after the last begins behind the line's end. */
  const starts = new Int32Array(MOST_COLUMNS + 1)
  let columns = 0
  let tableAt = -1
  let valueAt = -1
  /** Of the table that is being read: how long its rows' equal beginning and end are; 0: not known. */
  let [lineStart, head, tail] = [0, 0, 0]
  const instantAt = createInstantAt()
  const startOf = (column: number) => starts[column] ?? 0
  const endOf = (column: number) => startOf(column + 1) - 1

  const row = {
    goesOn: false,
    text(column: number) {
      if (column < 0 || column >= columns) return ''
      const text = bytes.toString('utf8', startOf(column), endOf(column))
      return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
    },
    number: (column: number) =>
      column < 0 || column >= columns ? NaN : numberAt(bytes, startOf(column), endOf(column)),
    instant: (column: number) =>
      column < 0 || column >= columns ? NaN : instantAt(bytes, startOf(column)),
  }

  function takeHeader(): void {
    const labels = Array.from({ length: columns }, (_, column) => row.text(column))
    tableAt = labels.indexOf('table')
    valueAt = labels.indexOf('_value')
    target.header(labels)
  }

  /** Takes the line whose columns have been found. */
  function take(lineEnd: number): void {
    const hasTail = tableAt >= 0 && valueAt > tableAt && valueAt + 1 < columns
    const [before, after] = [startOf(tableAt + 1) - lineStart, lineEnd - startOf(valueAt + 1)]
    row.goesOn = false
    head = 0
    if (columns === 1 && endOf(0) <= lineStart) {
      expectsHeader = true
    } else if (expectsHeader) {
      expectsHeader = false
      takeHeader()
    } else {
      target.row(row)
      if (hasTail) [head, tail] = [before, after]
    }
  }

  /** Takes the line at `at` if it goes on with the table of the line before; where the next begins, or -1. */
  function takeNext(at: number): number {
    if (head === 0 || at + head > size) return -1
    for (let byte = 0; byte < head; byte++) {
      if (bytes[at + byte] !== bytes[lineStart + byte]) return -1
    }
    let next = at + head
    for (let column = tableAt + 1; column <= valueAt; column++) {
      starts[column] = next
      if (bytes[next] === QUOTE) return -1
      while (next < size && bytes[next] !== COMMA) next += 1
      next += 1
    }
    starts[valueAt + 1] = next
    const lineEnd = next + tail
    if (lineEnd > size || bytes[lineEnd - 1] !== LINE_FEED) return -1
    lineStart = at
    row.goesOn = true
    target.row(row)
    return lineEnd
  }

  /** Takes the line at `at` whatever it holds; where the next begins, or -1 where it is not whole. */
  function takeAny(at: number): number {
    let isQuoted = false
    columns = 0
    starts[0] = at
    for (let next = at; next < size; next++) {
      const byte = bytes[next]
      if (byte === QUOTE) isQuoted = !isQuoted
      else if (isQuoted || (byte !== COMMA && byte !== LINE_FEED)) continue
      else if (columns < MOST_COLUMNS) {
        columns += 1
        starts[columns] = next + 1
        if (byte === COMMA) continue
        if (bytes[next - 1] === RETURN) starts[columns] = next
        lineStart = at
        take(next + 1)
        return next + 1
      }
    }
    return -1
  }

  function push(chunk: Uint8Array): void {
    if (size + chunk.length > bytes.length) {
      const larger = Buffer.allocUnsafe(2 * (size + chunk.length))
      bytes.copy(larger, 0, 0, size)
      bytes = larger
    }
    bytes.set(chunk, size)
    size += chunk.length
    let at = 0
    // The rows before are no longer where they were.
    head = 0
    for (;;) {
      const known = takeNext(at)
      const next = known < 0 ? takeAny(at) : known
      if (next < 0) break
      at = next
    }
    bytes.copyWithin(0, at, size)
    size -= at
  }

  return {
    push,
    end() {
      if (size > 0) push(Buffer.from([LINE_FEED]))
    },
  }
}

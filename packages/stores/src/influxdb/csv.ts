import { createDays } from './days.js'

/** The row that has just been read; a column that is not there (-1) is an empty text. */
export type Row = {
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
const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57]
/** So many decimal digits fit a double exactly, and a power of ten up to 10^22 does: one rounding. */
const EXACT_DIGITS = 15
const POWERS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, n) => 10 ** n)
const MOST_COLUMNS = 64

/**
 * Reads the CSV of a Flux answer (without annotations) from its bytes: a header follows each empty
 * line. Rows are not turned into strings: numbers and times are read where they lie, in half the
 * time, and answers are hundreds of thousands of rows.
 */
export function createCsvReader(target: CsvTarget): CsvReader {
  let buffer: Buffer = Buffer.alloc(0)
  let expectsHeader = true
  /** Where each column begins; the one after the last begins behind the line's end. */
  const starts = new Int32Array(MOST_COLUMNS + 1)
  let columns = 0
  const dayMs = createDays()

  const row: Row = {
    text(column) {
      if (column < 0 || column >= columns) return ''
      const text = buffer.toString('utf8', starts[column], endOf(column))
      return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
    },
    number(column) {
      return column < 0 || column >= columns ? NaN : numberAt(starts[column] ?? 0, endOf(column))
    },
    instant(column) {
      return column < 0 || column >= columns ? NaN : instantAt(starts[column] ?? 0)
    },
  }

  const endOf = (column: number) => (starts[column + 1] ?? 0) - 1

  function numberAt(start: number, end: number): number {
    let [mantissa, digits, decimals] = [0, 0, -1]
    const isNegative = buffer[start] === MINUS
    for (let at = isNegative ? start + 1 : start; at < end; at++) {
      const byte = buffer[at] ?? 0
      if (byte === POINT && decimals < 0) decimals = 0
      else if (byte < ZERO || byte > NINE) return Number(buffer.toString('latin1', start, end))
      else {
        mantissa = mantissa * 10 + byte - ZERO
        digits += 1
        if (decimals >= 0) decimals += 1
      }
    }
    if (digits === 0) return NaN
    if (digits > EXACT_DIGITS) return Number(buffer.toString('latin1', start, end))
    const size = decimals > 0 ? mantissa / (POWERS[decimals] ?? NaN) : mantissa
    return isNegative ? -size : size
  }

  const digit = (at: number) => (buffer[at] ?? 0) - ZERO
  const two = (at: number) => digit(at) * 10 + digit(at + 1)

  /** `2026-01-01T00:00:00Z`, with up to nine digits after a point. */
  function instantAt(start: number): number {
    const day = dayMs(two(start) * 100 + two(start + 2), two(start + 5), two(start + 8))
    const seconds = two(start + 11) * 3_600 + two(start + 14) * 60 + two(start + 17)
    let ms = 0
    if (buffer[start + 19] === POINT) {
      for (let at = start + 20, unit = 100; unit >= 1; at += 1, unit /= 10) {
        const of = digit(at)
        if (of < 0 || of > 9) break
        ms += of * unit
      }
    }
    return day + seconds * 1_000 + ms
  }

  function take(): void {
    if (columns === 1 && endOf(0) <= (starts[0] ?? 0)) {
      expectsHeader = true
    } else if (expectsHeader) {
      expectsHeader = false
      target.header(Array.from({ length: columns }, (_, column) => row.text(column)))
    } else {
      target.row(row)
    }
  }

  /** Takes the whole lines of the buffer; gives where the first one that is not whole begins. */
  function takeLines(): number {
    let lineStart = 0
    let isQuoted = false
    columns = 0
    starts[0] = 0
    for (let at = 0; at < buffer.length; at++) {
      const byte = buffer[at]
      if (byte === QUOTE) isQuoted = !isQuoted
      else if (isQuoted || (byte !== COMMA && byte !== LINE_FEED)) continue
      else if (columns < MOST_COLUMNS) {
        columns += 1
        starts[columns] = at + 1
        if (byte === COMMA) continue
        if (buffer[at - 1] === RETURN) starts[columns] = at
        take()
        columns = 0
        lineStart = at + 1
        starts[0] = lineStart
      }
    }
    return lineStart
  }

  function push(chunk: Uint8Array): void {
    buffer = buffer.length === 0 ? Buffer.from(chunk) : Buffer.concat([buffer, chunk])
    buffer = buffer.subarray(takeLines())
  }

  return {
    push,
    end() {
      if (buffer.length > 0) push(Buffer.from([LINE_FEED]))
    },
  }
}

import { createDays } from './days.js'

const [RETURN, MINUS, POINT, ZERO, NINE] = [13, 45, 46, 48, 57]
/** A power of ten up to 10^22 is a double, and so is every whole number up to 2^53: one rounding. */
const MOST_DECIMALS = 22
const POWERS = Float64Array.from({ length: MOST_DECIMALS + 1 }, (_, n) => 10 ** n)

/** The very double that the text from `start` to `end` stands for; NaN where it is none. */
export function numberAt(bytes: Buffer, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS
  let mantissa = 0
  let point = -1
  let at = isNegative ? start + 1 : start
  for (; at < end; at++) {
    const byte = bytes[at] ?? RETURN
    if (byte >= ZERO && byte <= NINE) mantissa = mantissa * 10 + (byte - ZERO)
    else if (byte === POINT && point < 0) point = at
    else return slowly(bytes, start, end)
  }
  const decimals = point < 0 ? 0 : end - point - 1
  const hasDigit = end - start > (isNegative ? 1 : 0) + (point < 0 ? 0 : 1)
  if (!hasDigit || mantissa > Number.MAX_SAFE_INTEGER || decimals > MOST_DECIMALS) {
    return slowly(bytes, start, end)
  }
  const size = decimals > 0 ? mantissa / (POWERS[decimals] ?? NaN) : mantissa
  return isNegative ? -size : size
}

function slowly(bytes: Buffer, start: number, end: number): number {
  const text = bytes.toString('latin1', start, end)
  if (text === '+Inf') return Infinity
  if (text === '-Inf') return -Infinity
  return text === '' ? NaN : Number(text)
}

/** Reads `2026-01-01T00:00:00Z`, with up to nine digits after a point, as epoch ms. */
export function createInstantAt(): (bytes: Buffer, start: number) => number {
  const dayMs = createDays()

  return (bytes, start) => {
    const digit = (at: number) => (bytes[start + at] ?? 0) - ZERO
    const two = (at: number) => digit(at) * 10 + digit(at + 1)
    const day = dayMs(two(0) * 100 + two(2), two(5), two(8))
    const seconds = two(11) * 3_600 + two(14) * 60 + two(17)
    let ms = 0
    if (bytes[start + 19] === POINT) {
      for (let at = 20, unit = 100; unit >= 1; at += 1, unit /= 10) {
        const of = digit(at)
        if (of < 0 || of > 9) break
        ms += of * unit
      }
    }
    return day + seconds * 1_000 + ms
  }
}

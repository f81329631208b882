import { InvalidArgumentError } from 'commander'

/** A number on the command line. */
export function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new InvalidArgumentError(`expected a number, got "${text}".`)
  }
  return value
}

/** `a=b` pairs of a repeatable option, in order. */
export function pairs(text: string, before: readonly (readonly [string, string])[] = []) {
  const at = text.indexOf('=')
  if (at < 1 || at === text.length - 1) {
    throw new InvalidArgumentError(`expected NAME=VALUE, got "${text}".`)
  }
  return [...before, [text.slice(0, at), text.slice(at + 1)] as const]
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `10s`, `5m`, `1h`, `1d`: a length of time, in ms. */
export function milliseconds(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(s|m|h|d)$/.exec(text) ?? []
  const factor = unit === undefined ? undefined : UNITS[unit]
  if (amount === undefined || factor === undefined) {
    throw new InvalidArgumentError(`expected a time such as 10s, 5m or 1h, got "${text}".`)
  }
  const length = Number(amount) * factor
  if (length <= 0 || length > LONGEST_MS) {
    throw new InvalidArgumentError(`expected more than nothing and at most 366d, got "${text}".`)
  }
  return length
}

const LONGEST_MS = 366 * 86_400_000

/** `ORGANISATION/DEVICE`, as in topics. */
export function deviceName(text: string): string {
  if (/^[a-z0-9-]{1,40}\/[a-z0-9-]{1,40}$/.test(text)) return text
  throw new InvalidArgumentError(
    `expected ORGANISATION/DEVICE such as odense/sensor-1, got "${text}".`,
  )
}

/** A text given again and again. */
export function texts(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}

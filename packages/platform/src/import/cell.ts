import { fail, ok, type Result, resolveTime } from '@bypuls/model'

const PLAIN = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/
const DANISH = /^[-+]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/

/** A number with a decimal point, or with a decimal comma (and points between thousands). */
export function parseNumber(text: string): Result<number, string> {
  if (PLAIN.test(text)) return ok(Number(text))
  if (text.includes(',') && DANISH.test(text)) {
    return ok(Number(text.replaceAll('.', '').replace(',', '.')))
  }
  return fail(`expected a number, got "${text}"`)
}

/**
 * A time: ISO 8601 with offset, or a wall clock `2026-11-23 06:00[:00]` or `23-11-2026 06:00[:00]`
 * in the given zone. Epoch ms UTC.
 */
export function parseTime(text: string, timezone: string): Result<number, string> {
  const [, day, month, year, clock] =
    /^(\d{2})[-./](\d{2})[-./](\d{4})[ T](\d{2}:\d{2}(?::\d{2})?)$/.exec(text) ?? []
  const iso = clock === undefined ? text.replace(' ', 'T') : `${year}-${month}-${day}T${clock}`
  // A word such as `now` is a time in a question, not in a file.
  const resolved = /^\d{4}-/.test(iso) ? resolveTime(iso, { now: 0, timezone }) : fail('')
  return resolved.ok ? resolved : fail(`expected a time such as 2026-11-23 06:00, got "${text}"`)
}

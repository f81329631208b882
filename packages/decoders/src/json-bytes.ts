import { fail, ok, type Rejection, type Result } from '@bypuls/model'
import { duplicateKeys } from './duplicate-keys.js'
import { malformed } from './rejections.js'

/** Larger payloads are refused: some thousand readings, and 5 ms of work at the very most. */
export const MAX_PAYLOAD_BYTES = 256 * 1024
/** More names in one payload are refused before it is parsed. */
const MAX_NAMES = 10_000
/** Deeper JSON is refused before it is parsed. */
const MAX_DEPTH = 16

const NO_DUPLICATES: ReadonlySet<string> = new Set()
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Parsed JSON, and the paths (`a`, `[2].b`) of names that stand twice in one object. */
export type Json = { readonly value: unknown; readonly duplicates: ReadonlySet<string> }

/** UTF-8 JSON of bounded size and depth. Which of two equal names counts is for the caller to refuse. */
export function parseJson(bytes: Uint8Array): Result<Json, Rejection> {
  if (bytes.length === 0) return fail(malformed('the payload is empty; expected JSON'))
  if (bytes.length > MAX_PAYLOAD_BYTES) {
    return fail(tooLarge(`${bytes.length} bytes; at most ${MAX_PAYLOAD_BYTES} are read`))
  }
  const names = countNames(bytes)
  if (names > MAX_NAMES) return fail(tooLarge(`${names} names; at most ${MAX_NAMES} are read`))
  if (names === -1) return fail(malformed(`the JSON is nested deeper than ${MAX_DEPTH} levels`))
  try {
    const text = utf8.decode(bytes)
    const value: unknown = JSON.parse(text)
    const duplicates = names === countKeys(value) ? NO_DUPLICATES : duplicateKeys(text)
    return ok({ value, duplicates })
  } catch (error) {
    const why = error instanceof SyntaxError ? 'not JSON' : 'not UTF-8 text'
    return fail(
      malformed(
        `the payload is ${why}${error instanceof SyntaxError ? `: ${reasonOf(error)}` : ''}`,
      ),
    )
  }
}

/** An object of JSON, whose own names alone count. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A number of JSON that is one: `1e999` is read as infinite. */
export function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function tooLarge(what: string): Rejection {
  return { reason: 'too-large', detail: `the payload has ${what}, send several` }
}

/** How many names all objects have together, from the bytes: one `:` each; -1 when nested too deep. */
function countNames(bytes: Uint8Array): number {
  let names = 0
  let depth = 0
  let inString = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (inString) {
      if (byte === 0x5c) at += 1
      else if (byte === 0x22) inString = false
    } else if (byte === 0x22) inString = true
    else if (byte === 0x3a) names += 1
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1
      if (depth > MAX_DEPTH) return -1
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1
  }
  return names
}

/** How many names are left after parsing: fewer, when one stood twice. */
function countKeys(value: unknown): number {
  if (Array.isArray(value)) {
    let count = 0
    for (const element of value) count += countKeys(element)
    return count
  }
  if (!isObject(value)) return 0
  let count = 0
  for (const key in value) {
    const inner = value[key]
    count += 1
    if (typeof inner === 'object' && inner !== null) count += countKeys(inner)
  }
  return count
}

/** The parser's message without the payload that newer engines quote in it. */
function reasonOf(error: SyntaxError): string {
  return error.message.slice(0, 80)
}

import type { Rejection } from '@bypuls/model'

/** A foreign value as a person reads it in a rejection, never long. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `"${cut(value)}"`
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return String(value)
}

/** A field that is not a finite number, with what stood there. */
export function notANumber(path: string, value: unknown): Rejection {
  const is = typeof value === 'string' ? `the text ${shown(value)}` : shown(value)
  const why = typeof value === 'number' ? ', which is too large' : ''
  return { reason: 'not-a-number', detail: `${cut(path)} is ${is}${why}; expected a number`, path }
}

/** A part (or the whole) that does not have the format's shape. */
export function malformed(detail: string, path?: string): Rejection {
  return path === undefined
    ? { reason: 'malformed', detail }
    : { reason: 'malformed', detail, path }
}

/** Foreign text, at most 60 characters of it. */
export function cut(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`
}

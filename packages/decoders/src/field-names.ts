import type { Rejection } from '@bypuls/model'
import { cut, malformed } from './rejections.js'

const MAX_NAME_LENGTH = 128
/** Names that mean something to an object of this language; no sensor needs them. */
const RESERVED_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** What is wrong with the name of a field; null when nothing is. */
export function nameProblem(name: string, path: string): Rejection | null {
  if (name.length > 0 && name.length <= MAX_NAME_LENGTH && !RESERVED_NAMES.has(name)) return null
  return malformed(`"${cut(name)}" is no name of a field: 1 to ${MAX_NAME_LENGTH} characters`, path)
}

/** A name that stands twice in one object. */
export function twice(path: string): Rejection {
  return malformed(`${cut(path)} stands twice; which one counts cannot be known`, path)
}

import { isSlug } from '@bypuls/model'
import { RegistryError } from '../registry.js'

/** A value that is not allowed: says where it stood, what it was and what was expected. */
export function notAllowed(path: string, value: unknown, expected: string): RegistryError {
  return new RegistryError(
    path,
    `${path}: ${shown(value)} is not allowed, expected ${expected}`,
    400,
  )
}

export function notFound(path: string, kind: string, name: string): RegistryError {
  return new RegistryError(path, `${path}: there is no ${kind} ${shown(name)}`, 404)
}

export function taken(path: string, kind: string, name: string): RegistryError {
  return new RegistryError(
    path,
    `${path}: the ${kind} ${shown(name)} exists already, expected a new name`,
    409,
  )
}

export function checkName(path: string, name: string, reserved: readonly string[] = []): void {
  if (!isSlug(name)) throw notAllowed(path, name, '1 to 40 of a-z, 0-9 and -')
  if (reserved.includes(name))
    throw notAllowed(path, name, 'a name that the platform does not keep')
}

/** What people read: any text without control characters, not empty and not endless. */
export function checkTitle(path: string, title: string): void {
  if (title.trim() === '') throw notAllowed(path, title, 'a text')
  checkText(path, title)
}

/** A text that may be empty. */
export function checkText(path: string, text: string): void {
  const isFine = text.length <= 500 && !/\p{Cc}/u.test(text)
  if (!isFine) throw notAllowed(path, text, 'at most 500 characters without control characters')
}

/** Refuses two of the same key in one batch, and one that is there already. */
export function checkNew(
  path: string,
  kind: string,
  keys: readonly string[],
  known: { has(key: string): boolean },
): void {
  const seen = new Set<string>()
  for (const key of keys) {
    if (known.has(key) || seen.has(key)) throw taken(path, kind, key)
    seen.add(key)
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

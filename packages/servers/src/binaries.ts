import { accessSync, constants, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where `npm run services` puts what it builds; the same place seen from `src` and from `dist`. */
const BUILT = fileURLToPath(new URL('../../../.services/bin', import.meta.url))

/** The path of a server's program, or null where it is not installed (`npm run services` does that). */
export function findProgram(name: string): string | null {
  const folders = [BUILT, ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', ...postgres()]
  return folders.map((folder) => join(folder, name)).find(isProgram) ?? null
}

/** The path; throws with the remedy where there is none. */
export function program(name: string): string {
  const found = findProgram(name)
  if (found === null) throw new Error(`${name} is not installed: run npm run services`)
  return found
}

/** Debian keeps the server's programs beside the version, newest first here. */
function postgres(): string[] {
  const root = '/usr/lib/postgresql'
  try {
    return readdirSync(root)
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join(root, version, 'bin'))
  } catch {
    return []
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

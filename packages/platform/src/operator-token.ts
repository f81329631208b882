import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The operator's token: the setting's, or a random one kept in the data folder (mode 0600). */
export function operatorToken(folder: string, fromSettings: string | undefined): string {
  if (fromSettings !== undefined) return fromSettings
  const file = join(folder, 'operator-token')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const token = randomBytes(32).toString('base64url')
  writeFileSync(file, `${token}\n`, { mode: 0o600 })
  return token
}

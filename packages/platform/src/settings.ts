import { readFileSync } from 'node:fs'
import { fail, ok, type Result } from '@bypuls/model'
import { nearest } from './nearest.js'
import { SECRETS, Settings } from './settings-schema.js'

export type { Settings } from './settings-schema.js'

/** One wrong setting: its name, its value (never a secret's) and what was expected. */
export type SettingFault = {
  readonly name: string
  readonly value: string
  readonly expected: string
}

type Environment = Readonly<Record<string, string | undefined>>
const PREFIX = 'BYPULS_'
const NAMES = Object.keys(Settings.shape)

/**
 * Reads the settings from the environment; every fault at once. `NAME_FILE` gives a value by file.
 * An unknown `BYPULS_` name is a fault (`BYPULS_TEST_…` and `BYPULS_REQUIRE_SERVICES` are the tests' own).
 */
export function parseSettings(environment: Environment): Result<Settings, readonly SettingFault[]> {
  const faults = unknownNames(environment)
  const values: Record<string, string> = {}
  for (const name of NAMES) {
    const file = environment[`${name}_FILE`]
    const given = file === undefined ? environment[name] : readSecret(name, file, faults)
    if (given !== undefined && given !== '') values[name] = given
  }
  const parsed = Settings.safeParse(values)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0])
      const value = SECRETS.has(name) ? '(hidden)' : withoutPassword(values[name] ?? '')
      faults.push({ name, value, expected: issue.message })
    }
  } else faults.push(...together(parsed.data))
  return parsed.success && faults.length === 0 ? ok(parsed.data) : fail(faults)
}

/** The certificate's files, or null without TLS. */
export function tlsFiles(
  settings: Settings,
): { readonly cert: string; readonly key: string } | null {
  const { BYPULS_TLS_CERT: cert, BYPULS_TLS_KEY: key } = settings
  return cert === undefined || key === undefined ? null : { cert, key }
}

const UNIT_DAYS: Readonly<Record<string, number>> = { Y: 365.25, M: 30.4375, W: 7, D: 1 }
const DAY_MS = 86_400_000

/** How long readings are kept, as an option of the ingest; empty: for ever. */
export function retentionMs(settings: Settings): { readonly retentionMs?: number } {
  const text = settings.BYPULS_RETENTION
  if (text === undefined) return {}
  const days = [...text.matchAll(/(\d+)([YMWD])/g)].map(
    ([, amount, unit]) => Number(amount) * (UNIT_DAYS[unit ?? ''] ?? 0),
  )
  return { retentionMs: days.reduce((sum, next) => sum + next, 0) * DAY_MS }
}

/** An address may hold a password, although none should. */
function withoutPassword(value: string): string {
  return value.replace(/(\/\/[^/@:]*):[^/@]*@/, '$1:(hidden)@')
}

/** What one setting asks of another. */
function together(settings: Settings): SettingFault[] {
  const faults: SettingFault[] = []
  const expect = (name: keyof Settings, expected: string) =>
    void (settings[name] ?? faults.push({ name, value: '', expected }))

  const { BYPULS_TLS_CERT: cert, BYPULS_TLS_KEY: key } = settings
  if (key !== undefined) expect('BYPULS_TLS_CERT', PAIR)
  if (cert !== undefined) expect('BYPULS_TLS_KEY', PAIR)
  if (isBrokerOutside(settings)) {
    expect('BYPULS_BROKER_PASSWORD', 'expected the password of the platform’s user on the broker')
  }
  if (isRegistryShared(settings)) {
    expect('BYPULS_SECRET', 'expected a secret that all processes of this platform have')
  } else if (isBrokerOutside(settings)) {
    const expected = 'expected postgres://… with a broker outside: its processes share a registry'
    faults.push({ name: 'BYPULS_REGISTRY_URL', value: settings.BYPULS_REGISTRY_URL, expected })
  }
  return faults
}

const PAIR = 'expected a file: certificate and key come together'

/** Whether the broker is a program of its own. */
export function isBrokerOutside(settings: Settings): boolean {
  return settings.BYPULS_BROKER_URL !== 'embedded:'
}

/** Whether the registry is a server's, so that several processes may share it. */
export function isRegistryShared(settings: Settings): boolean {
  return settings.BYPULS_REGISTRY_URL !== 'pglite:'
}

function unknownNames(environment: Environment): SettingFault[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !name.startsWith('BYPULS_TEST_'))
    .filter((name) => name !== 'BYPULS_REQUIRE_SERVICES')
    .filter((name) => !NAMES.includes(name.replace(/_FILE$/, '')))
    .map((name) => ({
      name,
      value: SECRETS.has(name) ? '(hidden)' : (environment[name] ?? ''),
      expected: `no such setting; ${hint(name)}`,
    }))
}

/** A name that is nothing like any other has no likely correction. */
function hint(name: string): string {
  const own = name.slice(PREFIX.length)
  const known = NAMES.map((one) => one.slice(PREFIX.length))
  const likely = nearest(own, known, own.length / 3)
  return likely === null ? `there are ${NAMES.join(', ')}` : `did you mean ${PREFIX}${likely}?`
}

function readSecret(name: string, file: string, faults: SettingFault[]): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    faults.push({
      name: `${name}_FILE`,
      value: file,
      expected: `expected a readable file (${why})`,
    })
    return undefined
  }
}

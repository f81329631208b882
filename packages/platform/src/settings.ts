import { readFileSync } from 'node:fs'
import { fail, ok, type Result } from '@bypuls/model'
import { z } from 'zod'
import { nearest } from './nearest.js'

const port = z.coerce
  .number('expected a port, 0 to 65535')
  .int('expected a whole number')
  .min(0, 'expected a port, 0 to 65535')
  .max(65_535, 'expected a port, 0 to 65535')
const host = z.string().min(1, 'expected a host name or an address')
const url = z.url({
  protocol: /^https?$/,
  error: 'expected an address such as https://data.example.dk',
})
const duration = z
  .string()
  .regex(
    /^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/,
    'expected an ISO 8601 duration of whole days or longer, such as P90D or P2Y',
  )
const scheme = (...names: string[]) =>
  z
    .string()
    .refine(
      (text) => names.some((name) => text.startsWith(name)),
      `expected one of ${names.join(', ')}`,
    )

/** Every setting, its default and what it may be. The names are those of docs/settings.md. */
const Settings = z.object({
  BYPULS_DATA: z.string().min(1, 'expected a folder').default('./data'),
  BYPULS_HTTP_HOST: host.default('127.0.0.1'),
  BYPULS_HTTP_PORT: port.default(3000),
  BYPULS_MQTT_HOST: host.default('127.0.0.1'),
  BYPULS_MQTT_PORT: port.default(1883),
  BYPULS_MQTTS_PORT: port.default(8883),
  BYPULS_PUBLIC_URL: url.optional(),
  BYPULS_BROKER_URL: scheme('embedded:').default('embedded:'),
  BYPULS_STORE_URL: scheme('duckdb:', 'memory:').default('duckdb:'),
  BYPULS_REGISTRY_URL: scheme('pglite:').default('pglite:'),
  BYPULS_OPERATOR_TOKEN: z.string().min(32, 'expected at least 32 characters').optional(),
  BYPULS_TLS_CERT: z.string().optional(),
  BYPULS_TLS_KEY: z.string().optional(),
  BYPULS_RETENTION: duration.optional(),
  BYPULS_SPOOL_MAX_BYTES: z.coerce
    .number('expected a number of bytes')
    .int('expected a whole number of bytes')
    .min(1_048_576, 'expected at least 1048576 (1 MiB)')
    .default(8 * 1024 ** 3),
  BYPULS_LOG: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'expected fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
})

export type Settings = z.output<typeof Settings>

/** One wrong setting: its name, its value (never a secret's) and what was expected. */
export type SettingFault = {
  readonly name: string
  readonly value: string
  readonly expected: string
}

type Environment = Readonly<Record<string, string | undefined>>
const NAMES = Object.keys(Settings.shape)
const SECRETS = new Set(['BYPULS_OPERATOR_TOKEN'])

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
      const value = SECRETS.has(name) ? '(hidden)' : (values[name] ?? '')
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

function together(settings: Settings): SettingFault[] {
  const { BYPULS_TLS_CERT: cert, BYPULS_TLS_KEY: key } = settings
  if ((cert === undefined) === (key === undefined)) return []
  const name = cert === undefined ? 'BYPULS_TLS_CERT' : 'BYPULS_TLS_KEY'
  return [{ name, value: '', expected: 'expected a file: certificate and key come together' }]
}

function unknownNames(environment: Environment): SettingFault[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('BYPULS_') && !name.startsWith('BYPULS_TEST_'))
    .filter((name) => name !== 'BYPULS_REQUIRE_SERVICES')
    .filter((name) => !NAMES.includes(name.replace(/_FILE$/, '')))
    .map((name) => ({
      name,
      value: SECRETS.has(name) ? '(hidden)' : (environment[name] ?? ''),
      expected: `no such setting; did you mean ${nearest(name, NAMES)}?`,
    }))
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

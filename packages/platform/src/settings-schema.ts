import { isIP } from 'node:net'
import { z } from 'zod'

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

const addresses = z.string().transform((text, context) => {
  const items = text.split(',').map((item) => item.trim())
  for (const item of items) {
    if (isIP(item.replace(/\/\d{1,3}$/, '')) !== 0) continue
    context.addIssue({
      code: 'custom',
      message: 'expected addresses or networks such as 172.18.0.0/16, separated by commas',
    })
  }
  return items
})
const yesOrNo = z
  .enum(['true', 'false'], { error: 'expected true or false' })
  .transform((text) => text === 'true')
const longSecret = z.string().min(32, 'expected at least 32 characters')
const NAME = 'expected a name of 1 to 40 of a-z, 0-9 and -'

/** Every setting, its default and what it may be. The names are those of docs/settings.md. */
export const Settings = z.object({
  BYPULS_DATA: z.string().min(1, 'expected a folder').default('./data'),
  BYPULS_HTTP_HOST: host.default('127.0.0.1'),
  BYPULS_HTTP_PORT: port.default(3000),
  BYPULS_MQTT_HOST: host.default('127.0.0.1'),
  BYPULS_MQTT_PORT: port.default(1883),
  BYPULS_MQTTS_PORT: port.default(8883),
  BYPULS_PUBLIC_URL: url.optional(),
  BYPULS_TRUSTED_PROXIES: addresses.default([]),
  BYPULS_BROKER_URL: scheme('embedded:', 'mqtt://', 'mqtts://').default('embedded:'),
  BYPULS_BROKER_USERNAME: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, NAME)
    .default('bypuls'),
  BYPULS_BROKER_PASSWORD: z.string().min(1, 'expected a password').optional(),
  BYPULS_BROKER_CA: z.string().optional(),
  BYPULS_BROKER_FILES: z.string().optional(),
  BYPULS_BROKER_SHARED: yesOrNo.default(false),
  BYPULS_STORE_URL: scheme(
    'duckdb:',
    'memory:',
    'influxdb://',
    'victoriametrics://',
    'victoriametrics-cluster://',
  ).default('duckdb:'),
  BYPULS_STORE_TOKEN: z.string().min(1, 'expected a token').optional(),
  BYPULS_REGISTRY_URL: scheme('pglite:', 'postgres://', 'postgresql://').default('pglite:'),
  BYPULS_REGISTRY_PASSWORD: z.string().min(1, 'expected a password').optional(),
  BYPULS_SECRET: longSecret.optional(),
  BYPULS_PROCESS: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, NAME)
    .optional(),
  BYPULS_PROCESS_URL: url.optional(),
  BYPULS_OPERATOR_TOKEN: longSecret.optional(),
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

/** Settings whose values are shown to nobody. */
export const SECRETS: ReadonlySet<string> = new Set([
  'BYPULS_BROKER_PASSWORD',
  'BYPULS_STORE_TOKEN',
  'BYPULS_REGISTRY_PASSWORD',
  'BYPULS_SECRET',
  'BYPULS_OPERATOR_TOKEN',
])

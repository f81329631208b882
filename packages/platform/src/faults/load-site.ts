import { z } from 'zod'
import type { Operator } from '../operator.js'

const Credential = z.object({ username: z.string(), password: z.string() })

/** A site with devices that publish at load, one point each: where the fault runs send to. */
export type LoadDevice = {
  readonly username: string
  readonly password: string
  readonly topic: string
  readonly point: string
}

export const LOAD_SITE = 'load'

/** Registers the site and its devices; `metrics` is what each device measures. */
export async function registerLoadSite(
  operator: Operator,
  devices: number,
  metrics: readonly string[] = ['co2'],
): Promise<LoadDevice[]> {
  const organisation = 'load'
  await operator.send('POST', '/api/v1/organisations', { name: organisation, title: 'Load' })
  await operator.send('POST', '/api/v1/sites', {
    name: LOAD_SITE,
    title: 'Load',
    locality: 'Loopback',
    organisation,
    latitude: 55.7,
    longitude: 12.6,
    timezone: 'Europe/Copenhagen',
    public: true,
  })
  const registered: LoadDevice[] = []
  for (let index = 0; index < devices; index++) {
    registered.push(await registerDevice(operator, { organisation, index, metrics }))
  }
  return registered
}

async function registerDevice(
  operator: Operator,
  given: {
    readonly organisation: string
    readonly index: number
    readonly metrics: readonly string[]
  },
): Promise<LoadDevice> {
  const { organisation, metrics } = given
  const place = `room-${given.index}`
  await operator.send('POST', '/api/v1/places', {
    site: LOAD_SITE,
    name: place,
    title: place,
    kind: 'room',
  })
  for (const metric of metrics) {
    await operator.send('POST', '/api/v1/points', { site: LOAD_SITE, place, metric })
  }
  const name = `device-${given.index}`
  const credential = Credential.parse(
    await operator.send('POST', '/api/v1/devices', {
      organisation,
      name,
      title: name,
      format: 'bypuls-json',
      links: metrics.map((metric) => ({
        field: metric,
        point: `${LOAD_SITE}.${place}.${metric}`,
        from: 0,
        expectedIntervalMs: 1_000,
      })),
    }),
  )
  const point = `${LOAD_SITE}.${place}.${metrics[0] ?? ''}`
  return { ...credential, topic: `${organisation}/${name}/up`, point }
}

/** The value that message number `sequence` carries, and when it says it was measured. */
export function messageAt(baseMs: number, sequence: number) {
  return { observedAt: baseMs + sequence, value: 400 + (sequence % 1_000) }
}

/** One reading as Bypuls JSON, whole milliseconds apart, so that every message is a reading of its own. */
export function payloadOf(baseMs: number, sequence: number): string {
  const { observedAt, value } = messageAt(baseMs, sequence)
  return `{"time":${observedAt},"co2":${value}}`
}

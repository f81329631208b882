import { decoders } from '@bypuls/decoders'
import { z } from 'zod'
import type { Operator } from '../operator.js'
import { type FuzzFormat, fuzzFormats } from './fuzz-shapes.js'

export const FUZZ_SITE = 'fuzz'
const Credential = z.object({ username: z.string(), password: z.string() })

/** A device of one format with one CO2 point. */
export type FuzzDevice = {
  readonly username: string
  readonly password: string
  readonly format: FuzzFormat
  readonly point: string
}

/** Registers the site with so many devices of each shipped format. */
export async function registerFuzzSite(operator: Operator, each: number): Promise<FuzzDevice[]> {
  const unknown = decoders.find((it) => !fuzzFormats.some(({ format }) => format === it.format))
  if (unknown !== undefined) throw new Error(`nobody fuzzes ${unknown.format} yet`)
  await operator.send('POST', '/api/v1/organisations', { name: FUZZ_SITE, title: 'Fuzz' })
  await operator.send('POST', '/api/v1/sites', {
    name: FUZZ_SITE,
    title: 'Fuzz',
    locality: 'Loopback',
    organisation: FUZZ_SITE,
    latitude: 55.7,
    longitude: 12.6,
    timezone: 'Europe/Copenhagen',
    public: true,
  })
  const devices: FuzzDevice[] = []
  for (const format of fuzzFormats) {
    for (let index = 0; index < each; index++) {
      devices.push(await registerDevice(operator, format, `${format.format}-${index}`))
    }
  }
  return devices
}

async function registerDevice(
  operator: Operator,
  format: FuzzFormat,
  name: string,
): Promise<FuzzDevice> {
  const site = FUZZ_SITE
  await operator.send('POST', '/api/v1/places', { site, name, title: name, kind: 'room' })
  await operator.send('POST', '/api/v1/points', { site, place: name, metric: 'co2' })
  const point = `${site}.${name}.co2`
  const { child } = format
  const link = {
    field: format.field,
    ...(child === undefined ? {} : { child }),
    point,
    from: 0,
    expectedIntervalMs: 10_000,
  }
  const credential = await operator.send('POST', '/api/v1/devices', {
    organisation: FUZZ_SITE,
    name,
    title: name,
    format: format.format,
    links: [link],
  })
  return { ...Credential.parse(credential), format, point }
}

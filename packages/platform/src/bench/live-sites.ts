import { z } from 'zod'
import type { Operator } from '../operator.js'

/** A site's frames are at least this far apart: what the platform promises its pages. */
export const FRAME_EVERY_MS = 500
/** Names of sites whose readings are further apart than frames have to be. */
export const QUIET = 'quiet-'
export const SITES = 10
export const DEVICES_PER_SITE = 10
export const POINTS_PER_DEVICE = 10

export const busySites = Array.from({ length: SITES }, (_, index) => `busy-${index}`)
export const quietSites = Array.from({ length: SITES }, (_, index) => `${QUIET}${index}`)

export type LiveDevice = {
  readonly site: string
  readonly username: string
  readonly password: string
  readonly fields: readonly string[]
}

const Credential = z.object({ username: z.string(), password: z.string() })

/** Ten sites of a hundred points, and ten with a single one. */
export async function registerLiveSites(operator: Operator): Promise<LiveDevice[]> {
  await operator.send('POST', '/api/v1/organisations', { name: 'live', title: 'Live' })
  const devices: LiveDevice[] = []
  for (const site of [...busySites, ...quietSites]) {
    await operator.send('POST', '/api/v1/sites', {
      name: site,
      title: site,
      locality: 'Loopback',
      organisation: 'live',
      latitude: 55.7,
      longitude: 12.6,
      timezone: 'Europe/Copenhagen',
      public: true,
    })
    const isQuiet = site.startsWith(QUIET)
    for (let device = 0; device < (isQuiet ? 1 : DEVICES_PER_SITE); device++) {
      devices.push(
        await registerDevice(operator, site, {
          name: `${site}-${device}`,
          points: isQuiet ? 1 : POINTS_PER_DEVICE,
        }),
      )
    }
  }
  return devices
}

async function registerDevice(
  operator: Operator,
  site: string,
  { name, points }: { readonly name: string; readonly points: number },
): Promise<LiveDevice> {
  const fields = Array.from({ length: points }, (_, index) => `${name}-${index}`)
  for (const place of fields) {
    await operator.send('POST', '/api/v1/places', {
      site,
      name: place,
      title: place,
      kind: 'room',
    })
    await operator.send('POST', '/api/v1/points', { site, place, metric: 'co2' })
  }
  const credential = await operator.send('POST', '/api/v1/devices', {
    organisation: 'live',
    name,
    title: name,
    format: 'bypuls-json',
    links: fields.map((field) => ({
      field,
      point: `${site}.${field}.co2`,
      from: 0,
      expectedIntervalMs: 1_000,
    })),
  })
  return { ...Credential.parse(credential), site, fields }
}

import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { Site } from '@bypuls/model'
import type { Operator } from '../operator.js'
import type { Mapping } from './mapping.js'

/**
 * Registers the file as the device that served its points in its range, so that coverage knows what to
 * expect and a point's page tells where its readings came from. Doing it again changes nothing.
 */
export async function linkImport(
  operator: Operator,
  given: {
    readonly file: string
    readonly mappings: readonly Mapping[]
    readonly range: { readonly from: number; readonly to: number }
    readonly stepMs: number
  },
): Promise<void> {
  const sites = new Set(given.mappings.map(({ point }) => point.split('.')[0] ?? ''))
  for (const name of sites) {
    const site = Site.parse(await operator.get(`/api/v1/sites/${name}`))
    const organisation = site.organisations[0] ?? ''
    const links = given.mappings
      .filter(({ point }) => point.startsWith(`${name}.`))
      .map(({ column, point }) => ({
        field: column,
        point,
        from: given.range.from,
        to: given.range.to,
        expectedIntervalMs: given.stepMs,
      }))
    const device = `import-${createHash('sha256').update(JSON.stringify(links)).digest('hex').slice(0, 10)}`
    if (await isThere(operator, `/api/v1/devices/${organisation}/${device}`)) continue
    const title = basename(given.file)
    await operator.send('POST', '/api/v1/devices', {
      organisation,
      name: device,
      title,
      format: 'csv',
      links,
    })
  }
}

async function isThere(operator: Operator, path: string): Promise<boolean> {
  try {
    await operator.get(path)
    return true
  } catch {
    return false
  }
}

/** The usual time between two rows, to the second (59 s and 61 s are a minute as measured). */
export function medianStep(times: readonly number[]): number {
  const steps = times.slice(1).map((at, index) => at - (times[index] ?? at))
  steps.sort((a, b) => a - b)
  const median = steps[Math.floor(steps.length / 2)] ?? 60_000
  return Math.max(1_000, Math.round(median / 1_000) * 1_000)
}

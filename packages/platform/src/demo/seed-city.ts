import type { Registry } from '@bypuls/registry'
import { type City, demoCity } from '@bypuls/simulator'
import { WorkFailed } from '../work-failed.js'
import { type DemoFile, readDemoFile, writeDemoFile } from './demo-file.js'

const YEAR_MS = 365 * 86_400_000

export type SeededCity = { readonly city: City; readonly passwords: DemoFile['passwords'] }

/** The demonstration city: registered at the first start, found again at every other. */
export async function seedCity(given: {
  readonly registry: Registry
  readonly file: string
  readonly seed: number
  readonly now: number
}): Promise<SeededCity> {
  const known = readDemoFile(given.file)
  if (known !== null) {
    if (known.seed !== given.seed) {
      throw new WorkFailed(
        `--seed=${given.seed}: this data folder holds the city of seed ${known.seed}`,
        `Start with --seed ${known.seed}, or with another folder in BYPULS_DATA.`,
      )
    }
    return { city: demoCity(known), passwords: known.passwords }
  }
  const options = { seed: given.seed, historyFrom: given.now - YEAR_MS, historyUntil: given.now }
  const city = demoCity(options)
  const { organisations, sites, places, points, devices } = city
  const taken = sites.filter((site) => given.registry.view().sites.has(site.name))
  if (taken.length > 0) {
    throw new WorkFailed(
      `--demo: this data folder has a site ${taken[0]?.name} already, but no simulated city`,
      'Start without --demo, or with another folder in BYPULS_DATA.',
    )
  }
  const credentials = await given.registry.addAll({ organisations, sites, places, points, devices })
  const passwords = Object.fromEntries(
    credentials.map(({ username, password }) => [username, password]),
  )
  writeDemoFile(given.file, { ...options, passwords })
  return { city, passwords }
}

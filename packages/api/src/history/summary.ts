import { type AirIndex, type SiteSummary, zonedIso } from '@bypuls/model'
import { airNow } from './air.js'
import type { EnergyDeps } from './energy.js'
import { joined } from './joined.js'
import { countStates, pointStateAt, stateOfAll } from './site-state.js'
import { energyToday } from './summary-energy.js'
import { indoorToday } from './summary-indoor.js'
import { powerNow } from './summary-power.js'
import { stripOf24h } from './summary-strip.js'
import { knownOf, newestOf, siteRecord } from './until.js'

export type Summary = { site(name: string): Promise<SiteSummary> }

/** How a site is doing now; a historical site as of its newest reading. Viewers at once share it. */
export function createSummary(deps: EnergyDeps): Summary {
  return { site: joined((name) => summarise(deps, name)) }
}

async function summarise(deps: EnergyDeps, name: string): Promise<SiteSummary> {
  const site = siteRecord(deps, name)
  const newest = newestOf(deps, name)
  const { series, until } = knownOf(deps, site)
  const at = site.source === 'historical' ? (newest ?? until) : until
  // One instant for all of it.
  const known = { ...deps, series, now: () => until }
  const points = deps.view().pointsOfSite.get(name) ?? []
  const states = points.map((point) => pointStateAt(deps, site, point, at))
  const [power, energy, air, indoor, data] = await Promise.all([
    powerNow(known, site, at),
    energyToday(known, site, at),
    airNow(known, site, at),
    indoorToday(known, site, at),
    stripOf24h(known, site, at),
  ])
  return {
    site: name,
    at: zonedIso(at, site.timezone),
    state: stateOfAll(states, site),
    newestAt: newest === null ? null : zonedIso(newest, site.timezone),
    counts: countStates(states),
    power,
    energy,
    air: air === null ? null : toAir(air),
    indoor,
    ...data,
  }
}

function toAir(air: AirIndex): SiteSummary['air'] {
  const deciding = air.pollutants
    .filter(({ pollutant, value }) => pollutant === air.pollutant && value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0]
  return {
    level: air.level,
    pollutant: air.pollutant,
    value: deciding?.value ?? null,
    partial: air.partial,
    coverage: deciding?.coverage24h ?? null,
    hour: air.hour,
  }
}

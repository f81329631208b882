import { type AirIndex, type SiteSummary, zonedIso } from '@bypuls/model'
import { airNow } from './air.js'
import type { EnergyDeps } from './energy.js'
import { countStates, pointStateAt, stateOfAll } from './site-state.js'
import { energyToday } from './summary-energy.js'
import { indoorToday } from './summary-indoor.js'
import { powerNow } from './summary-power.js'
import { stripOf24h } from './summary-strip.js'
import { newestOf, siteRecord } from './until.js'

export type Summary = { site(name: string): Promise<SiteSummary> }

/** How a site is doing now; a historical site as of its newest reading. */
export function createSummary(deps: EnergyDeps): Summary {
  return {
    async site(name) {
      const site = siteRecord(deps, name)
      const newest = newestOf(deps, name)
      const at = site.source === 'historical' ? (newest ?? deps.now()) : deps.now()
      const points = deps.view().pointsOfSite.get(name) ?? []
      const states = points.map((point) => pointStateAt(deps, site, point, at))
      const [power, energy, air, indoor, data] = await Promise.all([
        powerNow(deps, site, at),
        energyToday(deps, site, at),
        airNow(deps, site, at),
        indoorToday(deps, site, at),
        stripOf24h(deps, site, at),
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
    },
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

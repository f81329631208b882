import type { ApiParts } from './deps.js'
import { createAttention } from './history/attention.js'
import { createEnergyHistory } from './history/energy.js'
import { createEnvironmentHistory } from './history/environment.js'
import { createIndoorHistory } from './history/indoor.js'
import { createHistory } from './history/series.js'
import { createSummary } from './history/summary.js'

/** Everything that is computed from readings, each from the same series. */
export function createFigures({ store, registry, ingest, now }: ApiParts) {
  const view = () => registry.view()
  const history = createHistory({ store, view, entries: registry.entries, now })
  const deps = { series: history.series, view, latest: ingest.latest, now }
  return {
    history,
    energy: createEnergyHistory(deps),
    environment: createEnvironmentHistory(deps),
    indoor: createIndoorHistory(deps),
    summary: createSummary(deps),
    attention: createAttention(deps),
  }
}

export type Figures = ReturnType<typeof createFigures>

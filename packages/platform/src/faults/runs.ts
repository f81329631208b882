import { halfOpenBroker } from './runs/half-open-broker.js'
import { killBroker } from './runs/kill-broker.js'
import { killIngest } from './runs/kill-ingest.js'
import { killRoles } from './runs/kill-roles.js'
import { killStore, killVictoriaMetrics } from './runs/kill-store.js'
import { late } from './runs/late.js'
import { outage } from './runs/outage.js'
import { overload } from './runs/overload.js'
import { poison } from './runs/poison.js'
import { redelivery } from './runs/redelivery.js'
import { registryAway } from './runs/registry-away.js'
import { restartBroker } from './runs/restart-broker.js'
import { rolling } from './runs/rolling.js'
import type { FaultRun } from './runs/run.js'
import { soak } from './runs/soak.js'
import { trouble } from './runs/trouble.js'

/** Every fault of docs/reliability.md on the real servers; a new one is a file in `runs/` and a line here. */
export const faultRuns: readonly FaultRun[] = [
  killIngest,
  killStore,
  killVictoriaMetrics,
  restartBroker,
  killBroker,
  halfOpenBroker,
  outage,
  trouble,
  poison,
  redelivery,
  rolling,
  killRoles,
  registryAway,
  overload,
  late,
  soak,
]

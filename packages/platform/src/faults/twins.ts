import { fileURLToPath } from 'node:url'
import { killIngest } from './runs/kill-ingest.js'
import { killStore } from './runs/kill-store.js'
import { outage } from './runs/outage.js'
import { redelivery } from './runs/redelivery.js'
import type { FaultRun } from './runs/run.js'

/** An ingest that breaks one promise, and the goals that a run must miss with it. */
export type Twin = {
  readonly title: string
  readonly program: string
  readonly run: FaultRun
  readonly goal: string
}

const MISSING = '0 acknowledged missing'
/** Programs are run from what is built, wherever this file is read from. */
const programOf = (name: string) =>
  fileURLToPath(new URL(`../../dist/faults/${name}.js`, import.meta.url))

export const twins: readonly Twin[] = [
  {
    title: 'that acknowledges before the disk has it',
    program: programOf('acknowledge-first'),
    run: killIngest,
    goal: MISSING,
  },
  {
    title: 'that forgets before the store has answered',
    program: programOf('forget-first'),
    run: outage,
    goal: MISSING,
  },
  {
    title: 'that forgets before the store has answered',
    program: programOf('forget-first'),
    run: killStore,
    goal: MISSING,
  },
  {
    title: 'that gives each reading a new time',
    program: programOf('new-time'),
    run: redelivery,
    goal: '0 with another value',
  },
]

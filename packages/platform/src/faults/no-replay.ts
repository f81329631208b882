import { runTwin } from './twin.js'

/** The broken twin that believes each acknowledgement of a store that keeps none for its first seconds. */
await runTwin(({ onRestarted: _, ...store }) => ({ ...store, durabilityHorizonMs: 0 }))

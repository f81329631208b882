import { runTwin } from './twin.js'

let written = 0

/** The broken twin that gives each reading a time of its own when it writes it. */
await runTwin((store) => ({
  ...store,
  write: (readings) =>
    store.write(
      Array.from(readings, (reading) => ({
        ...reading,
        observedAt: reading.observedAt + (written++ % 2),
      })),
    ),
}))

import { runTwin } from './twin.js'

/** The broken twin whose spool forgets a message before the store has answered. */
await runTwin((store) => ({
  ...store,
  async write(readings) {
    store.write(readings).catch(() => undefined)
  },
}))

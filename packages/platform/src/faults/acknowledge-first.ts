import { runTwin } from './twin.js'

/** The broken twin that acknowledges a message before the disk has it. */
await runTwin((store) => store, {
  aroundReceive: (receive) => (message, done) => {
    done()
    receive(message, () => undefined)
  },
})

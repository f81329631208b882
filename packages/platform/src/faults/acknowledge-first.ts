import { settingsOfProcess } from '../environment.js'
import { openPlatform } from '../platform.js'

/**
 * The broken twin of `bypuls start`: it acknowledges a message before the disk has it. The kill run must
 * find lost messages here, or it proves nothing.
 */
const platform = await openPlatform(settingsOfProcess(), {
  demo: null,
  aroundReceive: (receive) => (message, done) => {
    done()
    receive(message, () => undefined)
  },
})
console.log(`Bypuls is ready: ${platform.publicUrl}`)
process.once('SIGTERM', () => void platform.close())

import { parseArgs } from 'node:util'
import { settingsOfProcess } from '../environment.js'
import { openPlatform } from '../platform.js'
import { rolesOf } from '../roles.js'

/**
 * The broken twin of `bypuls start`: it acknowledges a message before the disk has it. The kill run must
 * find lost messages here, or it proves nothing.
 */
const settings = settingsOfProcess()
const { values } = parseArgs({
  options: { roles: { type: 'string', default: 'all' } },
  allowPositionals: true,
})
const platform = await openPlatform(settings, {
  roles: rolesOf(values.roles, settings),
  demo: null,
  aroundReceive: (receive) => (message, done) => {
    done()
    receive(message, () => undefined)
  },
})
console.log(`Bypuls is ready: ${platform.publicUrl}`)
process.once('SIGTERM', () => void platform.close())

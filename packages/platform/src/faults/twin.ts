import { parseArgs } from 'node:util'
import { storeAdapters, type TimeSeriesStore } from '@bypuls/stores'
import { settingsOfProcess } from '../environment.js'
import { openPlatform, type PlatformOptions } from '../platform.js'
import { rolesOf } from '../roles.js'

/**
 * Starts a broken twin of `bypuls start`: the same program, around whose store or messages something
 * stands that breaks one promise. The run for that promise must find it out, or it proves nothing.
 */
export async function runTwin(
  aroundStore: (store: TimeSeriesStore) => TimeSeriesStore,
  options: Pick<PlatformOptions, 'aroundReceive'> = {},
): Promise<void> {
  for (const adapter of storeAdapters) {
    const { open } = adapter
    Object.assign(adapter, {
      open: async (...args: Parameters<typeof open>) => aroundStore(await open(...args)),
    })
  }
  const settings = settingsOfProcess()
  const { values } = parseArgs({
    options: { roles: { type: 'string', default: 'all' } },
    allowPositionals: true,
  })
  const platform = await openPlatform(settings, {
    roles: rolesOf(values.roles, settings),
    demo: null,
    ...options,
  })
  console.log(`Bypuls is ready: ${platform.publicUrl}`)
  process.once('SIGTERM', () => void platform.close())
}

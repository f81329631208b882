import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@bypuls/registry'
import { openPlatform, type Platform } from './platform.js'
import { ROLES } from './roles.js'
import { isRegistryShared, type Settings } from './settings.js'

/**
 * Opens the platform in this process for as long as a command takes, on ports of its own: all of it where
 * it is embedded; where servers share the work only the API, in a folder that goes with it.
 */
export async function openVisiting(
  settings: Settings,
  { BYPULS_LOG }: Pick<Settings, 'BYPULS_LOG'>,
): Promise<Platform> {
  const quiet = {
    ...settings,
    BYPULS_LOG,
    BYPULS_HTTP_HOST: '127.0.0.1',
    BYPULS_HTTP_PORT: 0,
    BYPULS_MQTT_HOST: '127.0.0.1',
    BYPULS_MQTT_PORT: 0,
    BYPULS_TLS_CERT: undefined,
    BYPULS_TLS_KEY: undefined,
  }
  if (!isRegistryShared(settings)) {
    return openPlatform(quiet, { roles: new Set(ROLES), demo: null, visiting: true })
  }
  const folder = mkdtempSync(join(tmpdir(), 'bypuls-command-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const platform = await openPlatform(
      { ...quiet, BYPULS_DATA: folder, BYPULS_PROCESS_URL: undefined },
      { roles: new Set<Role>(['api']), demo: null, visiting: true },
    )
    return { ...platform, close: () => platform.close().finally(remove) }
  } catch (error) {
    remove()
    throw error
  }
}

import { hostname } from 'node:os'
import { type OpenRegistry, openRegistry, type Role } from '@bypuls/registry'
import { openStore, type TimeSeriesStore } from '@bypuls/stores'
import type { Logger } from 'pino'
import type { Closing } from '../closing.js'
import { type DataFolder, openDataFolder } from '../data-folder.js'
import { createLogger } from '../logger.js'
import { operatorToken } from '../operator-token.js'
import { retentionMs, type Settings } from '../settings.js'

/** What every part of a process has. */
export type Base = {
  readonly settings: Settings
  readonly roles: ReadonlySet<Role>
  /** Of this process; unique on the platform, and the same after a restart. */
  readonly name: string
  readonly logger: Logger
  readonly folder: DataFolder
  readonly operatorToken: string
  readonly registry: OpenRegistry
  readonly store: TimeSeriesStore
  readonly now: () => number
}

/** Opens what all parts need: the data folder, the registry and the store. */
export async function openBase(
  settings: Settings,
  roles: ReadonlySet<Role>,
  closing: Closing,
): Promise<Base> {
  const now = Date.now
  const logger = createLogger(settings.BYPULS_LOG)
  const folder = await openDataFolder(settings.BYPULS_DATA)
  closing.add(() => folder.release())
  const token = operatorToken(folder.path, settings.BYPULS_OPERATOR_TOKEN)

  const { BYPULS_REGISTRY_PASSWORD: password, BYPULS_STORE_TOKEN: storeToken } = settings
  const dataDirectory = folder.path
  const registry = await openRegistry({
    url: settings.BYPULS_REGISTRY_URL,
    ...(password === undefined ? {} : { password }),
    dataDirectory,
    now,
    onTrouble: (error) => logger.warn({ err: error }, 'The registry has trouble'),
  })
  closing.add(() => registry.close())
  const store = await openStore(settings.BYPULS_STORE_URL, {
    dataDirectory,
    ...(storeToken === undefined ? {} : { token: storeToken }),
    ...retentionMs(settings),
  })
  closing.add(() => store.close())
  const name = settings.BYPULS_PROCESS ?? nameOfHost()
  return { settings, roles, name, logger, folder, operatorToken: token, registry, store, now }
}

/** The host's name in the letters that client ids and message numbers may have. */
function nameOfHost(): string {
  const name = hostname()
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
  return name.slice(0, 40)
}

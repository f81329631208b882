import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { openSpool } from '@bypuls/ingest'
import { type OpenRegistry, openRegistry } from '@bypuls/registry'
import { openStore, type TimeSeriesStore } from '@bypuls/stores'
import type { Closing } from '../closing.js'
import { openDataFolder } from '../data-folder.js'
import { parseSettings, type Settings } from '../settings.js'
import { WorkFailed, WrongUse } from '../work-failed.js'

/** Where a platform's records and readings are, opened without the platform itself. */
export type Side = {
  readonly settings: Settings
  readonly registry: OpenRegistry
  readonly store: TimeSeriesStore
}

/**
 * Opens what a data folder holds (the embedded default) or what a file of settings names. Rejects with
 * `WrongUse` for one that is neither, and where the platform runs on the folder.
 */
export async function openSide(flag: string, named: string, closing: Closing): Promise<Side> {
  const settings = settingsOf(flag, named)
  const folder = await openDataFolder(settings.BYPULS_DATA)
  closing.add(() => folder.release())
  await nothingWaits(folder.path)
  const { BYPULS_REGISTRY_PASSWORD: password, BYPULS_STORE_TOKEN: token } = settings
  const dataDirectory = folder.path
  const registry = await openRegistry({
    url: settings.BYPULS_REGISTRY_URL,
    ...(password === undefined ? {} : { password }),
    dataDirectory,
    now: Date.now,
  })
  closing.add(() => registry.close())
  const store = await openStore(settings.BYPULS_STORE_URL, {
    dataDirectory,
    ...(token === undefined ? {} : { token }),
  })
  closing.add(() => store.close())
  return { settings, registry, store }
}

function settingsOf(flag: string, named: string): Settings {
  const path = resolve(named)
  const expected = 'expected a data folder, or a file of settings as for --env-file'
  if (!existsSync(path)) throw new WrongUse([`${flag}=${named}: does not exist; ${expected}`])
  const given = statSync(path).isDirectory()
    ? { BYPULS_DATA: path }
    : parseEnv(readFileSync(path, 'utf8'))
  const parsed = parseSettings(given)
  if (parsed.ok) return parsed.value
  const faults = parsed.problem.map(({ name, value, expected: it }) => `${name}=${value}: ${it}`)
  throw new WrongUse(faults.map((fault) => `${flag}=${named}: ${fault}`))
}

/** Messages that the store does not have would stay behind. */
async function nothingWaits(folder: string): Promise<void> {
  const directory = join(folder, 'spool')
  if (!existsSync(directory)) return
  const spool = await openSpool({ directory, maxBytes: Number.MAX_SAFE_INTEGER })
  const { delivered, last } = spool.positions()
  await spool.close()
  if (delivered >= last) return
  throw new WorkFailed(
    `${last - delivered} messages in ${folder} have not reached the store`,
    'Start that platform once with its store, wait until /readyz is well, stop it, and move then.',
  )
}

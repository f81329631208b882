import type { OpenRegistry } from './administration.js'
import { createAttempts } from './attempts.js'
import { createAuthentication } from './authentication.js'
import { dumpTo } from './database/dump.js'
import { transferOf } from './database/transfer.js'
import { isMosquittoHash } from './device-password.js'
import { openEmbedded } from './open-embedded.js'
import { openServer } from './open-server.js'
import { addWrites } from './writes/add.js'
import { deviceWrites } from './writes/devices.js'
import { entryWrites } from './writes/entries.js'
import { jobWrites } from './writes/jobs.js'
import { removeWrites } from './writes/remove.js'
import { tokenWrites } from './writes/tokens.js'
import { updateWrites } from './writes/update.js'

export type RegistryOptions = {
  /** `pglite:`, Postgres in the program itself, or `postgres://user@host:5432/database`. */
  readonly url: string
  /** Of the Postgres user; never part of the URL. */
  readonly password?: string
  /** Where everything embedded lives; the registry's folder is made in it. */
  readonly dataDirectory: string
  /** Epoch ms UTC. */
  readonly now: () => number
  /** How long a server that does not answer yet is waited for, ms (15 000). */
  readonly startWithinMs?: number
  /**
   * Told of what nobody asked for: a connection to the server that broke (once, until it is back), work
   * that fails while it leads, a name that another process took meanwhile.
   */
  readonly onTrouble?: (error: Error) => void
}

/**
 * Opens the registry: the schema is brought up to date, everything is read into memory once, and each
 * write is on disk before it resolves. One process at a time may have a data folder open; a server's
 * database is shared by any number.
 *
 * Rejects with `NewerRegistryError` for a registry that a newer program has written, and with
 * `RegistryUnavailableError` where the server cannot be had.
 */
export async function openRegistry(options: RegistryOptions): Promise<OpenRegistry> {
  const isEmbedded = options.url === 'pglite:'
  const { keeper, ...opened } = await (isEmbedded ? openEmbedded(options) : openServer(options))
  const transfer = transferOf(keeper)
  let closed: Promise<void> | undefined
  const attempts = createAttempts(options.now)
  return {
    view: () => keeper.memory().view,
    onChange: keeper.onChange,
    ...addWrites(keeper),
    ...deviceWrites(keeper),
    ...tokenWrites(keeper),
    ...entryWrites(keeper),
    ...jobWrites(keeper),
    ...updateWrites(keeper),
    ...removeWrites(keeper),
    ...createAuthentication({ memory: keeper.memory, attempts }),
    *mqttCredentials() {
      const { view, passwords } = keeper.memory()
      for (const [username, { state }] of view.devices) {
        const hash = passwords.get(username)
        if (state === 'active' && hash !== undefined && isMosquittoHash(hash))
          yield { username, hash }
      }
    },
    ...transfer,
    backup: (directory) => dumpTo(directory, transfer),
    health: keeper.storage.health,
    ...opened,
    close: () => {
      closed ??= opened.close()
      return closed
    },
  }
}

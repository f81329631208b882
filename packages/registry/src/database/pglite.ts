import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { openDurableDisk } from './durable-disk.js'
import { unpackDatabase } from './unpack.js'

/** Made by `scripts/pack-empty.mjs` at build time; the same place seen from `src` and from `dist`. */
const EMPTY_DATABASE = fileURLToPath(new URL('../../dist/empty-database.tar.gz', import.meta.url))

/**
 * PGlite's own settings without `-F` (no fsync), and with a small cache and log: the registry is
 * read from memory, and 8 MB in place of 128 MB of cache saves that much of the process.
 */
const SETTINGS = [
  'fsync=on',
  'wal_sync_method=fsync',
  'shared_buffers=8MB',
  'min_wal_size=8MB',
  'max_wal_size=32MB',
].flatMap((setting) => ['-c', setting])

/**
 * Opens the embedded Postgres in a folder, or starts it there from the packed empty one. A write
 * that has resolved is on disk. One process at a time may have the folder open.
 */
export async function openPglite(folder: string): Promise<PGlite> {
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    if (!existsSync(EMPTY_DATABASE)) {
      throw new Error(`${EMPTY_DATABASE} is missing: build the program first (npm run build)`)
    }
    await unpackDatabase(EMPTY_DATABASE, folder)
  }
  const start = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F')
  return PGlite.create({
    fs: openDurableDisk(folder),
    relaxedDurability: false,
    startParams: [...start, ...SETTINGS],
  })
}

import { fsyncSync } from 'node:fs'
import type { PGliteOptions } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type Disk = NonNullable<PGliteOptions['fs']>

/**
 * PGlite's folder on disk, with a working fsync: the one it comes with has none, so that an
 * acknowledged write would survive a killed process but not a power cut.
 *
 * Throws if the library no longer lets the call in, rather than run without it.
 */
export function openDurableDisk(folder: string, sync = fsyncSync): Disk {
  const disk = new NodeFS(folder)
  return {
    async init(database, options) {
      const { emscriptenOpts } = await disk.init(database, options)
      const preRun = [
        ...(emscriptenOpts.preRun ?? []),
        (module: { readonly NODEFS: unknown }) => addFsync(module.NODEFS, sync),
      ]
      return { emscriptenOpts: { ...emscriptenOpts, preRun } }
    },
    syncToFs: (relaxed) => disk.syncToFs(relaxed),
    initialSyncFs: () => disk.initialSyncFs(),
    dumpTar: (name, compression) => disk.dumpTar(name, compression),
    closeFs: () => disk.closeFs(),
  }
}

type Sync = (descriptor: number) => void

function addFsync(driver: unknown, sync: Sync): void {
  const operations = property(driver, 'stream_ops')
  if (typeof operations !== 'object' || operations === null) {
    throw new Error('PGlite’s file system has changed: its writes cannot be made durable')
  }
  Object.assign(operations, {
    fsync(stream: unknown): number {
      const descriptor = property(stream, 'nfd')
      // Without one it is a folder: files that exist need none.
      if (typeof descriptor === 'number') sync(descriptor)
      return 0
    },
  })
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

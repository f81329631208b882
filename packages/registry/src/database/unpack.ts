import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { syncFolder } from './sync-folder.js'

/**
 * Unpacks a packed database into a folder that does not exist yet: all of it, safely on disk, or
 * nothing. PGlite could load the archive itself, but would then keep some 70 MB more, and a start that
 * was cut off would leave half a database.
 */
export async function unpackDatabase(archive: string, folder: string): Promise<void> {
  const packed = await readFile(archive)
  // The size stands at the end (RFC 1952); one buffer of it is given back, many small ones are not.
  const tar = gunzipSync(packed, { chunkSize: packed.readUInt32LE(packed.length - 4) + 1 })
  const unfinished = `${folder}.new`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  for (const { path, data } of tarEntries(tar)) {
    const target = join(unfinished, path)
    if (data === null) await mkdir(target, { recursive: true, mode: 0o700 })
    else await writeFile(target, data, { mode: 0o600 })
  }
  await syncFolder(unfinished)
  await rm(folder, { recursive: true, force: true })
  await rename(unfinished, folder)
  await syncFolder(dirname(folder), { isDeep: false })
}

type TarEntry = { readonly path: string; readonly data: Uint8Array | null }

const BLOCK = 512

/** The directories (without data) and files of a POSIX ustar archive; it was made by our own build. */
function* tarEntries(tar: Buffer): Generator<TarEntry> {
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK)
    const name = text(header, 0, 100)
    if (name === '') return
    const size = Number.parseInt(text(header, 124, 12), 8) || 0
    const path = join('/', text(header, 345, 155), name)
    const data = text(header, 156, 1) === '5' ? null : tar.subarray(at + BLOCK, at + BLOCK + size)
    yield { path, data }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
}

function text(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end === -1 ? length : end).trim()
}

import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Files at a time: together they share the disk's commits, one by one each waits for its own. */
const AT_A_TIME = 64

/** Brings a folder, and with `isDeep` every file and folder below it, safely to disk. */
export async function syncFolder(folder: string, { isDeep = true } = {}): Promise<void> {
  const entries = isDeep ? await readdir(folder, { recursive: true, withFileTypes: true }) : []
  const below = entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
  const paths = [...below, folder]
  for (let start = 0; start < paths.length; start += AT_A_TIME) {
    await Promise.all(paths.slice(start, start + AT_A_TIME).map(syncOne))
  }
}

async function syncOne(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

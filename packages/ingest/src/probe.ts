import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const PROBE_MS = 30_000

/** Reads every key and makes one commit, so that a broken page shows whichever way it is met. */
const READ_ALL = `
try {
  const { open } = require(process.argv[1])
  const db = open({ path: process.argv[2], encoding: 'binary', noSubdir: false, overlappingSync: false })
  for (const key of db.getKeys()) if (key === undefined) break
  db.putSync(['probe'], Buffer.alloc(1))
  db.removeSync(['probe'])
} catch (error) {
  process.stdout.write(String(error.message))
}
`
/** lmdb's own findings; others (no permission, no room) are told by whoever opens it next. */
const DAMAGE = /^MDB_/

/**
 * What is wrong with the file of a database; undefined when nothing is, or when there is none yet. lmdb
 * ends the whole process when it meets a broken page, and its pages have no checksums: so another
 * process tries first.
 */
export async function probe(directory: string): Promise<string | undefined> {
  if (!existsSync(join(directory, 'data.mdb'))) return undefined
  const lmdb = createRequire(import.meta.url).resolve('lmdb')
  return new Promise((resolve) => {
    const options = { timeout: PROBE_MS, windowsHide: true }
    execFile(
      process.execPath,
      ['-e', READ_ALL, lmdb, directory],
      options,
      (error, said, lmdbSaid) => {
        if (error) resolve(firstLine(lmdbSaid) || error.message)
        else resolve(DAMAGE.test(said) ? firstLine(said) : undefined)
      },
    )
  })
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}

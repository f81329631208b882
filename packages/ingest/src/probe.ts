import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const PROBE_MS = 30_000

/** Reads every key and makes one commit, so that a broken page shows whichever way it is met. */
const READ_ALL = `
const db = require(process.argv[1]).open({ path: process.argv[2], encoding: 'binary', noSubdir: false, overlappingSync: false })
for (const key of db.getKeys()) if (key === undefined) break
db.putSync(['probe'], Buffer.alloc(1))
db.removeSync(['probe'])
db.close()
`

/**
 * Whether a database can be read. lmdb ends the whole process when it meets a
 * broken page, and its files have no checksums: so another process tries first. Resolves with what that
 * one said, undefined when all is well or when there is nothing to try.
 */
export async function probe(directory: string): Promise<string | undefined> {
  const data = join(directory, 'data.mdb')
  if (!existsSync(data)) return undefined
  const lmdb = createRequire(import.meta.url).resolve('lmdb')
  return new Promise((resolve) => {
    const options = { timeout: PROBE_MS, windowsHide: true }
    execFile(process.execPath, ['-e', READ_ALL, lmdb, directory], options, (error, _, said) => {
      resolve(error ? firstLine(said) : undefined)
    })
  })
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const PROBE_MS = 30_000
const WHOLE = 'whole'

/**
 * Reads every key and makes one commit, so that a broken page shows whichever way it is met. Says
 * which folder it looks at, for lmdb may end it there, and then what it found: lmdb's own findings
 * alone; others (no permission, no room) are told by whoever opens it next.
 */
const READ_ALL = `
const { open } = require(process.argv[1])
const say = (line) => require('fs').writeSync(1, line + '\\n')
for (const path of process.argv.slice(2)) {
  say(path)
  try {
    const db = open({ path, encoding: 'binary', noSubdir: false, overlappingSync: false })
    for (const key of db.getKeys()) if (key === undefined) break
    db.putSync(['probe'], Buffer.alloc(1))
    db.removeSync(['probe'])
    db.close()
  } catch (error) {
    const said = String(error.message)
    if (said.startsWith('MDB_')) {
      say(said)
      process.exit()
    }
  }
}
say('${WHOLE}')
`

/** Which database is damaged, and how lmdb calls that. */
export type Damage = { readonly directory: string; readonly said: string }

/**
 * The first damaged file of some databases; undefined when all are whole, or there is none yet. lmdb
 * ends the whole process when it meets a broken page, and its pages have no checksums: so another
 * process tries first.
 */
export async function probe(directories: readonly string[]): Promise<Damage | undefined> {
  const present = directories.filter((directory) => existsSync(join(directory, 'data.mdb')))
  const [first] = present
  if (first === undefined) return undefined
  const lmdb = createRequire(import.meta.url).resolve('lmdb')
  const args = ['-e', READ_ALL, lmdb, ...present]
  return new Promise((resolve) => {
    const options = { timeout: PROBE_MS, windowsHide: true }
    execFile(process.execPath, args, options, (error, out, lmdbSaid) => {
      const lines = out.trim().split('\n')
      const last = lines.at(-1) ?? ''
      const directory = lines.findLast((line) => present.includes(line)) ?? first
      if (error) resolve({ directory, said: firstLine(lmdbSaid) || error.message })
      else resolve(last === WHOLE ? undefined : { directory, said: last })
    })
  })
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}

import { join } from 'node:path'
import { fullDiskRun } from './full-disk.js'

/**
 * `full-disk-process.js <folder> <data|store> [program]`, where a small disk is mounted on
 * `<folder>/disk`: everything lies on it, or only the store, behind a spool with a limit of its own.
 */
const [folder = '', part = 'data', program] = process.argv.slice(2)
const disk = join(folder, 'disk')
const store = {
  BYPULS_STORE_URL: `duckdb:${join(disk, 'readings.duckdb')}`,
  BYPULS_SPOOL_MAX_BYTES: String(1024 ** 2),
}
const verdict = await fullDiskRun({
  disk,
  dataFolder: part === 'store' ? join(folder, 'data') : disk,
  ...(part === 'store' ? { env: store } : {}),
  ...(program === undefined ? {} : { program }),
})
console.log(JSON.stringify(verdict))

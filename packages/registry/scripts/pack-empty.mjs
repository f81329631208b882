// Packs an empty Postgres data folder into dist/empty-database.tar.gz, from which the program starts:
// making one inside the program (initdb) would keep some 790 MB for as long as it runs. Without the
// template databases and with a log in pieces of 1 MB it is 400 files and 15 MB, not 1000 and 39 MB:
// each is synced to disk at the first start.
import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'

const target = new URL('../dist/empty-database.tar.gz', import.meta.url)

if (!existsSync(target) || process.argv.includes('--force')) {
  const database = await PGlite.create({ initDbStartParams: ['--wal-segsize=1'] })
  await database.exec('update pg_database set datistemplate = false, datallowconn = true')
  await database.exec('drop database template0')
  await database.exec('drop database template1')
  await database.exec('checkpoint')
  const archive = await database.dumpDataDir('gzip')

  // Under another name first: a half-written archive must never be taken for a whole one.
  const unfinished = new URL(`../dist/empty-database.${process.pid}.part`, import.meta.url)
  await mkdir(new URL('../dist/', import.meta.url), { recursive: true })
  await writeFile(unfinished, Buffer.from(await archive.arrayBuffer()))
  await rename(unfinished, target)
  await database.close()
}

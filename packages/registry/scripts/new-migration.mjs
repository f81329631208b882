// `node scripts/new-migration.mjs NAME` in this folder, after a build: writes the SQL that brings the
// registry from its last migration to the tables in src/schema. drizzle-kit stands at the top of the
// workspace, drizzle-orm in this package: seen from a link in here, the one finds the other.
import { spawnSync } from 'node:child_process'
import { rmSync, symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('..', import.meta.url))
const link = `${here}node_modules/drizzle-kit`
symlinkSync('../../../node_modules/drizzle-kit', link)
try {
  const flags = ['--preserve-symlinks', '--preserve-symlinks-main', `${link}/bin.cjs`]
  const run = [...flags, 'generate', '--name', process.argv[2] ?? 'change']
  process.exitCode = spawnSync(process.execPath, run, { cwd: here, stdio: 'inherit' }).status ?? 1
} finally {
  rmSync(link)
}

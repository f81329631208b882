// `node packages/registry/scripts/new-migration.mjs NAME`, after `npm run build`: writes the SQL that
// brings the registry from its last migration to the tables in src/schema. drizzle-kit is no dependency:
// this alone needs it, and it brings a compiler that runs a script when it is installed. npm fetches it
// into its own cache, from an empty folder: seen from here it would take our drizzle-orm for its own.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const KIT = 'drizzle-kit@0.31.11'
const GENERATE =
  "drizzle-kit generate --dialect postgresql --schema './dist/schema/*.js' --out ./migrations"

const here = fileURLToPath(new URL('..', import.meta.url))
const name = process.argv[2] ?? ''
const fault = faultOf()
if (fault === null) generate()
else {
  console.error(fault)
  process.exitCode = 2
}

function faultOf() {
  if (!/^[a-z0-9-]+$/.test(name)) {
    return `NAME: expected what the migration does, in a-z, 0-9 and -, got "${name}"`
  }
  if (existsSync(join(here, 'dist/schema/tables.js'))) return null
  return 'packages/registry/dist: the compiled tables are missing; first: npm run build'
}

function generate() {
  const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
  const packages = [KIT, `drizzle-orm@${dependencies['drizzle-orm']}`]
  const empty = mkdtempSync(join(tmpdir(), 'bypuls-migration-'))
  try {
    const command = `cd '${here.replaceAll("'", "'\\''")}' && ${GENERATE} --name ${name}`
    const args = ['exec', '--yes', ...packages.map((one) => `--package=${one}`), '-c', command]
    const { status } = spawnSync('npm', args, { cwd: empty, stdio: 'inherit' })
    process.exitCode = status === 0 ? 0 : 1
    if (status !== 0) {
      console.error(
        `No migration is written: ${KIT} could not be fetched or does not run (its own words are above). ` +
          `npm fetches it once, so this needs the network; to see whether it can: npm view ${KIT}`,
      )
    }
  } finally {
    rmSync(empty, { recursive: true })
  }
}

import { createReadStream } from 'node:fs'
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { RegistryPart, RegistryTransfer } from '../administration.js'
import { NewerRegistryError, newestKnown } from './migrate.js'
import { syncFolder } from './sync-folder.js'

const ABOUT = 'registry.json'

/** `schema`: when the newest schema was made that the files are of, epoch ms. */
const About = z.object({
  format: z.literal('bypuls-registry-1'),
  schema: z.number(),
  tables: z.array(z.string()),
})

const ROWS = 1000

/**
 * Writes the registry, as of one moment, into files of the folder `registry` of the directory: for each
 * table one of JSON lines, and last one that says what they are: without it the copy is not whole.
 */
export async function dumpTo(
  directory: string,
  { exportAll }: Pick<RegistryTransfer, 'exportAll'>,
): Promise<void> {
  const folder = join(directory, 'registry')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty`)
  const tables = new Set<string>()
  await exportAll(async ({ table, rows }) => {
    tables.add(table)
    await appendFile(fileOf(folder, table), `${rows.join('\n')}\n`, { mode: 0o600 })
  })
  const about = { format: 'bypuls-registry-1', schema: await newestKnown(), tables: [...tables] }
  await syncFolder(folder)
  await writeFile(join(folder, ABOUT), `${JSON.stringify(about)}\n`, { mode: 0o600 })
  await syncFolder(folder)
}

/** Reads such files into an empty registry. Throws `NewerRegistryError` where a newer program wrote them. */
export async function restoreFrom(
  directory: string,
  { importAll }: Pick<RegistryTransfer, 'importAll'>,
): Promise<void> {
  const folder = join(directory, 'registry')
  const about = About.parse(JSON.parse(await readFile(join(folder, ABOUT), 'utf8')))
  const known = await newestKnown()
  if (about.schema > known) throw new NewerRegistryError(about.schema, known)
  await importAll(async (take) => {
    for (const table of about.tables) {
      for await (const part of partsOf(folder, table)) await take(part)
    }
  })
}

async function* partsOf(folder: string, table: string): AsyncGenerator<RegistryPart> {
  let rows: string[] = []
  for await (const row of createInterface({ input: createReadStream(fileOf(folder, table)) })) {
    rows.push(row)
    if (rows.length < ROWS) continue
    yield { table, rows }
    rows = []
  }
  yield { table, rows }
}

function fileOf(folder: string, table: string): string {
  return join(folder, `${table}.ndjson`)
}

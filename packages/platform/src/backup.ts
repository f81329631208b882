import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ingest } from '@bypuls/ingest'
import type { TimeSeriesStore } from '@bypuls/stores'
import { WorkFailed } from './work-failed.js'

export type BackupDeps = {
  readonly folder: string
  /** Null where another process has it: its folder is backed up there. */
  readonly ingest: Pick<Ingest, 'backup'> | null
  readonly registry: { backup(directory: string): Promise<void> }
  readonly store: Pick<TimeSeriesStore, 'backup' | 'name'>
  readonly now: () => number
}

/** What lies in the data folder beside the parts' own folders. */
const FILES = ['operator-token', 'demo.json']

/**
 * Copies everything that is ours while it runs; readings on a server are not. The spool first and the store last: what is delivered in between is
 * in both, and a replay changes nothing; the other way round it could be in neither.
 */
export async function backupTo(directory: string, deps: BackupDeps) {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (readdirSync(directory).length > 0) {
    throw new WorkFailed(
      `the folder ${directory} is not empty`,
      'Name a new folder: a backup never overwrites another one.',
    )
  }
  await deps.ingest?.backup(directory)
  await deps.registry.backup(directory)
  await deps.store.backup?.(directory)
  for (const name of FILES) {
    if (existsSync(join(deps.folder, name))) cpSync(join(deps.folder, name), join(directory, name))
  }
  const takenAt = new Date(deps.now()).toISOString()
  const isWhole = deps.store.backup !== undefined
  const store = { name: deps.store.name, included: isWhole }
  const description = { bypuls: 'backup', version: 1, takenAt, store }
  writeFileSync(join(directory, 'backup.json'), `${JSON.stringify(description, null, 2)}\n`)
  const note = `the readings are in ${deps.store.name}: back them up with its own tools`
  return { directory, takenAt, ...(isWhole ? {} : { note }) }
}

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram, type Postgres, startPostgres } from '@bypuls/servers'
import type { RegistryOptions } from '../open-registry.js'
import { NOW, newDataDirectory } from './school.js'

/** A kind of registry that a test file runs on; `stop` in `afterAll`. */
type Kind = { newOptions(): RegistryOptions; stop(): Promise<void> }

/** Every kind of registry that there is here, each with what prepares it for a test file. */
export const registriesUnderTest: readonly { name: string; prepare: () => Promise<Kind> }[] = [
  { name: 'pglite', prepare: async () => embedded() },
  { name: 'postgres', prepare: onServer },
].filter(({ name }) => name === 'pglite' || findProgram('postgres') !== null)

function embedded(): Kind {
  const folders: ReturnType<typeof newDataDirectory>[] = []
  return {
    newOptions() {
      const data = newDataDirectory()
      folders.push(data)
      return { url: 'pglite:', dataDirectory: data.path, now: () => NOW }
    },
    async stop() {
      for (const { remove } of folders) remove()
    },
  }
}

async function onServer(): Promise<Kind> {
  const server = await startTestServer()
  return { newOptions: server.newOptions, stop: server.stop }
}

export type TestServer = Kind & { readonly postgres: Postgres; readonly folder: string }

/**
 * A Postgres that asks for its password, without waiting for the disk: a killed server loses nothing by
 * that, only a machine without power would.
 */
export async function startTestServer(
  settings: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'bypuls-registry-'))
  const postgres = await startPostgres(folder, { fsync: 'off', ...settings })
  return {
    postgres,
    folder,
    newOptions: () => ({
      url: postgres.createDatabase(`test_${randomUUID().replaceAll('-', '')}`),
      password: postgres.password,
      dataDirectory: folder,
      now: Date.now,
    }),
    async stop() {
      await postgres.stop('SIGINT') // cuts whoever is still connected
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

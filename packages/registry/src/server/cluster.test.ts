import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { findProgram } from '@bypuls/servers'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { OpenRegistry } from '../administration.js'
import { NameTakenError, type ProcessRecord } from '../cluster.js'
import { openRegistry, type RegistryOptions } from '../open-registry.js'
import { startTestServer, type TestServer } from '../testing/registries.js'

const LEADER = fileURLToPath(new URL('../../testing/lead-until-killed.mjs', import.meta.url))

const patiently = { timeout: 15_000, interval: 50 }

const worker = (name: string): ProcessRecord => ({
  name,
  roles: ['ingest'],
  url: 'http://127.0.0.1:3001',
})

describe.skipIf(findProgram('postgres') === null)('processes that share a registry', () => {
  let server: TestServer
  const closing: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    server = await startTestServer()
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  afterAll(() => server.stop())

  async function open(options: RegistryOptions): Promise<OpenRegistry> {
    const registry = await openRegistry(options)
    closing.push(() => registry.close())
    return registry
  }

  /** A process of its own; `said` are the lines that it has printed. */
  function startLeader(options: RegistryOptions, name: string) {
    const args = [LEADER, options.url, options.password ?? '', name, 'watch']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const exit = once(child, 'exit')
    const said: string[] = []
    createInterface({ input: child.stdout }).on('line', (line) => said.push(line))
    async function kill() {
      child.kill('SIGKILL')
      await exit
    }
    closing.push(kill)
    return { said, kill }
  }

  /** Leads `watch` and notes what happens. */
  function contend(registry: OpenRegistry, name: string, notes: string[]) {
    return registry.cluster.lead('watch', async (signal) => {
      notes.push(`${name} leads`)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      notes.push(`${name} stops`)
    })
  }

  test('see each other, and no longer the one that left', async () => {
    const options = server.newOptions()
    const [one, other] = [await open(options), await open(options)]

    await one.cluster.join(worker('ingest-1'))
    await other.cluster.join(worker('ingest-2'))

    const both = [worker('ingest-1'), worker('ingest-2')]
    expect(other.cluster.processes()).toEqual(both)
    await vi.waitFor(() => expect(one.cluster.processes()).toEqual(both), patiently)
    await other.close()
    await vi.waitFor(() => expect(one.cluster.processes()).toEqual([both[0]]), patiently)
  })

  test('cannot have one name: the second is told which setting to change', async () => {
    const options = server.newOptions()
    const [one, other] = [await open(options), await open(options)]
    await one.cluster.join(worker('ingest-1'))

    const refused = await other.cluster.join(worker('ingest-1')).catch((error: unknown) => error)

    expect(refused).toBeInstanceOf(NameTakenError)
    expect(String(refused)).toContain('BYPULS_PROCESS')
    await one.close()
    await other.cluster.join(worker('ingest-1'))
  })

  test('lead one at a time; another takes over when the leader stops', async () => {
    const options = server.newOptions()
    const [one, other] = [await open(options), await open(options)]
    const notes: string[] = []
    const stopOne = contend(one, 'one', notes)
    await vi.waitFor(() => expect(notes).toEqual(['one leads']), patiently)
    contend(other, 'other', notes)

    await stopOne()

    await vi.waitFor(() => expect(notes).toEqual(['one leads', 'one stops', 'other leads']), {
      ...patiently,
    })
  })

  test('take over name and task within 15 s of kill -9', async () => {
    const options = server.newOptions()
    const successor = await open(options)
    const leader = startLeader(options, 'watch-1')
    await vi.waitFor(() => expect(leader.said).toEqual(['joined', 'leads']), patiently)
    const notes: string[] = []
    contend(successor, 'successor', notes)

    await leader.kill()

    await successor.cluster.join(worker('watch-1'))
    await vi.waitFor(() => expect(notes).toEqual(['successor leads']), patiently)
  })

  test('stop leading as soon as their connection breaks', async () => {
    const options = server.newOptions()
    const [one, other] = [await open(options), await open(options)]
    const notes: string[] = []
    contend(one, 'one', notes)
    await vi.waitFor(() => expect(notes).toEqual(['one leads']), patiently)
    contend(other, 'other', notes)

    await breakLocks(options)

    await vi.waitFor(() => expect(notes).toHaveLength(3), patiently)
    expect(notes.slice(0, 2)).toEqual(['one leads', 'one stops'])
    expect(notes[2]).toMatch(/ leads$/)
  })

  test('hand runs over in order, one for each point, and forget what is done', async () => {
    const options = server.newOptions()
    const [ingest, watch] = [await open(options), await open(options)]
    const run = { point: 'a.b.c', from: 10, to: 20, first: 1, last: 2, steady: true }
    await ingest.cluster.addTouched([run])
    await ingest.cluster.addTouched([{ ...run, from: 30, to: 40, first: 2, last: 3 }])
    await ingest.cluster.addTouched([{ ...run, point: 'a.b.d' }])

    const { runs, through } = await watch.cluster.touched(2)

    expect(runs).toEqual([{ point: 'a.b.c', from: 10, to: 40, first: 1, last: 3, steady: true }])
    await watch.cluster.forgetTouched(through)
    expect((await watch.cluster.touched(10)).runs).toEqual([{ ...run, point: 'a.b.d' }])
  })

  test('know how far their clock is from the server’s', async () => {
    const fast = await open({ ...server.newOptions(), now: () => Date.now() + 600_000 })

    expect(await fast.clockOffsetMs()).toBeGreaterThan(590_000)
    expect(await fast.clockOffsetMs()).toBeLessThan(610_000)
  })
})

/** Ends every connection to the database that holds a lock on a task, as its administrator would. */
async function breakLocks({ url, password }: RegistryOptions): Promise<void> {
  const client = new Client({ connectionString: url, password })
  await client.connect()
  await client.query(
    `select pg_terminate_backend(pid) from pg_locks
     where locktype = 'advisory' and pid <> pg_backend_pid() and granted
       and database = (select oid from pg_database where datname = current_database())`,
  )
  await client.end()
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DuckDBConnection } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StoreError } from '../store-error.js'
import { openDatabase } from './database.js'
import { isFatal, toStoreError } from './errors.js'
import { openDuckdbStore } from './store.js'

const BUILT = new URL('../../dist/index.js', import.meta.url)
const built = existsSync(fileURLToPath(BUILT))
const isRoot = process.getuid?.() === 0

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stores-'))
  path = join(folder, 'readings.duckdb')
})
afterEach(() => rm(folder, { recursive: true }))

test('a store that is open in this process is not opened twice', async () => {
  const store = await openDuckdbStore({ path })

  await expect(openDuckdbStore({ path })).rejects.toMatchObject({
    kind: 'misconfigured',
    message: expect.stringContaining('is open already'),
  })
  await store.close()
  await (await openDuckdbStore({ path })).close()
})

test.skipIf(!built)('a store that another process has open says so and what to do', async () => {
  const child = run(`
    const store = await openDuckdbStore({ path: ${JSON.stringify(path)} })
    console.log('open')
    setInterval(() => store, 1000)`)
  await once(child.stdout, 'data')

  await expect(openDuckdbStore({ path })).rejects.toMatchObject({
    kind: 'misconfigured',
    message: expect.stringContaining('another process has it open; stop that process'),
  })
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
  await (await openDuckdbStore({ path })).close()
})

test.skipIf(isRoot)('a folder that cannot be written is a wrong setting', async () => {
  await mkdir(join(folder, 'closed'))
  await chmod(join(folder, 'closed'), 0o500)

  await expect(openDuckdbStore({ path: join(folder, 'closed', 'r.duckdb') })).rejects.toMatchObject(
    {
      kind: 'misconfigured',
      message: expect.stringContaining('the data folder must be writable'),
    },
  )
})

test('a file that is something else is a wrong setting', async () => {
  await writeFile(path, 'a diary, not a database'.repeat(1_000))

  await expect(openDuckdbStore({ path })).rejects.toMatchObject({
    kind: 'misconfigured',
    message: expect.stringContaining('move it away'),
  })
})

test.each([
  ['EACCES: permission denied, mkdir', 'misconfigured', 'must be writable'],
  ['IO Error: Cannot open file "x": Read-only file system', 'misconfigured', 'must be writable'],
  [
    'IO Error: Could not set lock on file "x": Conflicting lock',
    'misconfigured',
    'stop that process',
  ],
  ['Could not write file "x.wal": No space left on device', 'outage', 'free space'],
  ['something new', 'outage', 'failed (something new)'],
])('%s: %s', (message, kind, remedy) => {
  const error = toStoreError('x', new Error(message))

  expect(error.kind).toBe(kind)
  expect(error.message).toContain(remedy)
})

test('only the faults after which the engine is unusable ask for opening the file again', () => {
  expect(isFatal(new Error('FATAL Error: Failed to create checkpoint'))).toBe(true)
  expect(isFatal(new Error('Out of Memory Error: could not allocate'))).toBe(false)
  expect(isFatal(new StoreError('outage', 'x', { cause: new Error('FATAL Error') }))).toBe(true)
})

test('after a fatal fault the file is opened again once everyone has left it', async () => {
  const database = await openDatabase({ path, memoryLimitMb: 64, threads: 1 })
  let finish = () => {}
  const finished = new Promise<void>((resolve) => (finish = resolve))
  let begin = () => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const slow = database.use(() => {
    begin()
    return finished
  })
  await begun
  const fatal = database.use(async () => {
    throw new Error('FATAL Error: Failed to create checkpoint')
  })

  await expect(fatal).rejects.toMatchObject({ kind: 'outage' })
  await expect(database.use(one)).rejects.toMatchObject({ kind: 'outage' })
  finish()
  await slow
  expect(await database.use(one)).toEqual([[1]])
  await database.close()
})

test('closing waits for what is under way; nothing is asked after it', async () => {
  const store = await openDuckdbStore({ path, settleRows: 1 })
  const reading = { point: 'a.b.co2', observedAt: 0, value: 1, flag: 'good' as const }
  const written = store.write([reading])

  await store.close()

  await written
  await expect(store.write([reading])).rejects.toMatchObject({
    kind: 'outage',
    message: expect.stringContaining('has been closed'),
  })
})

test('closing does not wait for a long question', async () => {
  const database = await openDatabase({ path, memoryLimitMb: 64, threads: 1 })
  let asked = () => {}
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  const long = database.use((connection) => {
    asked()
    return connection.run(
      'SELECT sum(sin(a.range * b.range)) FROM range(1e7::BIGINT) a, range(1e7::BIGINT) b',
    )
  })
  const failed = expect(long).rejects.toMatchObject({
    message: expect.stringContaining('nterrupt'),
  })
  await isAsked

  await database.close()

  await failed
})

async function one(connection: DuckDBConnection) {
  return (await connection.run('SELECT 1')).getRows()
}

/** A limit on the size of files fails the engine's writes as a full disk does. */
test.skipIf(!built || process.platform !== 'linux')(
  'a disk that fills up is an outage: nothing acknowledged is lost, and it goes on when there is room',
  async () => {
    const child = run(
      `
      import { execFileSync } from 'node:child_process'
      const store = await openDuckdbStore({ path: ${JSON.stringify(path)} })
      const kinds = new Set()
      let acknowledged = 0
      let failures = 0
      for (let n = 0; failures < 4; n++) {
        const batch = Array.from({ length: 20000 }, (_, i) => (
          { point: 'a.b.p' + i % 100, observedAt: (n * 200 + Math.floor(i / 100)) * 1000, value: Math.sin(n + i), flag: 'good' }))
        try {
          await store.write(batch)
          acknowledged += batch.length
        } catch (error) {
          n -= 1
          failures += 1
          kinds.add(error.kind)
        }
      }
      const sick = await store.health()
      execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited'])
      await store.write([{ point: 'a.b.p0', observedAt: 1e12, value: 1, flag: 'good' }])
      let stored = 0
      const points = Array.from({ length: 100 }, (_, n) => 'a.b.p' + n)
      for await (const chunk of store.readings({ points, from: 0, to: 1e12 })) stored += chunk.value.length
      console.log(JSON.stringify({ kinds: [...kinds], sick: sick.ok, remedy: sick.remedy,
        well: (await store.health()).ok, lost: Math.max(0, acknowledged - stored), stored: stored > 0 }))
      await store.close()`,
      ['bash', '-c', 'ulimit -S -f 6000; trap "" XFSZ; exec "$0" "$@"'],
    )

    expect(JSON.parse(await outputOf(child))).toEqual({
      kinds: ['outage'],
      sick: false,
      remedy: 'free space on the disk of the data folder',
      well: true,
      lost: 0,
      stored: true,
    })
  },
)

function run(script: string, [command, ...before]: readonly string[] = [process.execPath]) {
  const code = `import { openDuckdbStore } from ${JSON.stringify(BUILT.href)}\n${script}`
  const node = command === process.execPath ? [] : [process.execPath]
  const args = [...before, ...node, '--input-type=module', '-e', code]
  return spawn(command ?? process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function outputOf(child: ReturnType<typeof run>): Promise<string> {
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  await once(child, 'close')
  return output
}

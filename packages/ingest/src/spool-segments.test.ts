import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSpool, type Spool } from './spool.js'
import { numbered } from './testing/numbered.js'
import { newFolder } from './testing/town.js'

const SEGMENT_BYTES = 10_000
/** More than fit into three segments. */
const MANY = 600

let folder: ReturnType<typeof newFolder>
let spool: Spool

beforeEach(async () => {
  folder = newFolder()
  spool = await open()
})
afterEach(async () => {
  await spool.close()
  folder.remove()
})

test('a spool of several segments is read back whole and in order, also after a restart', async () => {
  await fill(MANY)

  expect(segments().length).toBeGreaterThan(3)
  expect(allFrom(1)).toEqual(numbersTo(MANY))
  await reopen()
  expect(allFrom(1)).toEqual(numbersTo(MANY))
  expect(spool.positions()).toEqual({ delivered: 0, last: MANY })
})

test('a segment leaves the disk when everything in it is delivered, not before', async () => {
  await fill(MANY)
  const before = segments()
  const end = spool.positions().last

  spool.delivered(MANY / 2)
  await expect.poll(() => segments().length).toBeLessThan(before.length)
  expect(allFrom(MANY / 2 + 1)).toEqual(numbersTo(MANY).slice(MANY / 2))
  spool.delivered(MANY)

  await expect.poll(segments).toEqual(before.slice(-1))
  await reopen()
  expect(spool.positions()).toEqual({ delivered: end, last: end })
  expect(await spool.append([numbered(end + 1)])).toBe(end + 1)
})

test('while the store keeps up no second segment is begun and the file stays small', async () => {
  for (let round = 0; round < 50; round += 1) {
    await fill(20)
    spool.delivered(spool.positions().last)
  }

  expect(segments()).toEqual(['1'])
  expect(statSync(join(path(), '1', 'data.mdb')).size).toBeLessThan(200_000)
})

test('a spool from before there were segments is taken over, and its file goes when it is delivered', async () => {
  await makeOld()

  spool = await open()
  await fill(MANY)

  expect(allFrom(1)).toEqual(numbersTo(2 * MANY))
  await reopen()
  expect(allFrom(1)).toEqual(numbersTo(2 * MANY))
  spool.delivered(2 * MANY - 1)
  await expect.poll(() => existsSync(join(path(), 'data.mdb'))).toBe(false)
  expect(allFrom(2 * MANY)).toEqual([2 * MANY])
})

test('an old file that has grown large is not written again', async () => {
  await makeOld()
  const { size } = statSync(join(path(), 'data.mdb'))

  spool = await open()
  spool.delivered(MANY)
  await fill(1)

  expect(size).toBeGreaterThan(2 * SEGMENT_BYTES)
  await expect.poll(() => existsSync(join(path(), 'data.mdb'))).toBe(false)
  expect(segments()).toEqual(['1'])
  expect(allFrom(MANY + 1)).toEqual([MANY + 1])
})

test.each([
  ['a folder', () => undefined],
  ['an empty file', (at: string) => writeFileSync(join(at, 'data.mdb'), '')],
])('a crash while a segment was made leaves %s, which costs nothing', async (_, leave) => {
  await fill(MANY)
  await spool.close()
  const next = join(path(), String(Number(segments().at(-1)) + 1))
  mkdirSync(next)
  leave(next)

  spool = await open()
  await fill(MANY)

  expect(spool.damaged()).toBe(0)
  expect(allFrom(1)).toEqual(numbersTo(2 * MANY))
})

test('a crash before a delivered segment was removed brings nothing again, and it goes', async () => {
  await fill(MANY)
  cpSync(join(path(), '1'), join(folder.path, 'kept'), { recursive: true })
  spool.delivered(MANY - 1)
  await expect.poll(() => segments().length).toBe(1)
  await spool.close()
  renameSync(join(folder.path, 'kept'), join(path(), '1'))

  spool = await open()

  expect(spool.positions()).toEqual({ delivered: MANY - 1, last: MANY })
  expect(allFrom(MANY)).toEqual([MANY])
  expect(spool.damaged()).toBe(0)
  await expect.poll(segments).not.toContain('1')
})

test('the broken twin of that, which removes a segment before the mark says so, is counted', async () => {
  await fill(MANY)
  await spool.close()
  rmSync(join(path(), '1'), { recursive: true })

  spool = await open()

  const left = allFrom(1)
  expect(left.length).toBeLessThan(MANY)
  expect(spool.damaged()).toBe(MANY - left.length)
})

test('a flipped byte in a segment that is no longer written costs the record it is in', async () => {
  await fill(MANY)
  await spool.close()
  const file = join(path(), '1', 'data.mdb')
  const bytes = readFileSync(file)
  const payload = Buffer.from(numbered(7).payload)
  for (let at = bytes.indexOf(payload); at >= 0; at = bytes.indexOf(payload, at + 1)) bytes[at] = 88
  writeFileSync(file, bytes)

  spool = await open()

  expect(allFrom(1)).toEqual(numbersTo(MANY).filter((number) => number !== 7))
  expect(spool.damaged()).toBe(1)
})

test('a copy made while segments come and go holds all that was not delivered', async () => {
  await fill(MANY)
  spool.delivered(10)

  const copied = spool.backup(join(folder.path, 'copy'))
  await fill(MANY)
  spool.delivered(2 * MANY)
  await copied

  const copy = await openSpool({ ...settings(), directory: join(folder.path, 'copy') })
  expect(allFrom(11, copy).slice(0, MANY - 10)).toEqual(numbersTo(MANY).slice(10))
  expect(copy.damaged()).toBe(0)
  await copy.close()
  await expect.poll(() => segments().length).toBe(1)
})

function settings() {
  return { directory: path(), maxBytes: 1e9, segmentBytes: SEGMENT_BYTES }
}

function open(): Promise<Spool> {
  return openSpool(settings())
}

async function reopen(): Promise<void> {
  await spool.close()
  spool = await open()
}

function path(): string {
  return join(folder.path, 'spool')
}

/** As it lay on disk before: one file in the folder itself. */
async function makeOld(): Promise<void> {
  await spool.close()
  rmSync(path(), { recursive: true })
  spool = await openSpool({ ...settings(), segmentBytes: 1e9 })
  await fill(MANY)
  await spool.close()
  for (const file of readdirSync(join(path(), '1'))) {
    renameSync(join(path(), '1', file), join(path(), file))
  }
  rmSync(join(path(), '1'), { recursive: true })
}

/** Appends so many, each numbered as its position. */
async function fill(count: number): Promise<void> {
  for (let left = count; left > 0; ) {
    const { last } = spool.positions()
    const some = Math.min(20, left)
    await spool.append(Array.from({ length: some }, (_, index) => numbered(last + 1 + index)))
    left -= some
  }
}

/** The positions that are there, of messages that are what was sent. */
function allFrom(from: number, of = spool): number[] {
  const found: number[] = []
  for (let at = from; ; ) {
    const { messages, next } = of.read(at, 50)
    for (const { position, message } of messages) {
      expect(message).toEqual(numbered(position))
      found.push(position)
    }
    if (next === at) return found
    at = next
  }
}

function numbersTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}

/** The numbered folders. */
function segments(): string[] {
  const names = readdirSync(path()).filter((name) => /^\d+$/.test(name))
  return names.sort((a, b) => Number(a) - Number(b))
}

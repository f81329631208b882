import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RawMessage } from '@bypuls/model'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSpool, type Spool } from './spool.js'
import { SpoolError } from './spool-error.js'
import { message, newFolder } from './testing/town.js'

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

test('what was appended is read back as it was, in order, with its position', async () => {
  const sent = [message('first'), { ...message('ænd øre'), topic: 'odense/room-1/blå' }]

  expect(await spool.append(sent)).toBe(1)
  expect(await spool.append([message('third')])).toBe(3)

  expect(spool.read(1, 10)).toEqual({
    messages: [
      { position: 1, message: sent[0] },
      { position: 2, message: sent[1] },
      { position: 3, message: message('third') },
    ],
    next: 4,
  })
  expect(spool.positions()).toEqual({ delivered: 0, last: 3 })
})

test('after a restart it holds what was not delivered, from the middle of a batch on', async () => {
  await spool.append(['a', 'b', 'c', 'd'].map((text) => message(text)))
  spool.delivered(2)

  await reopen()

  expect(spool.positions()).toEqual({ delivered: 2, last: 4 })
  expect(texts(spool.read(3, 10).messages)).toEqual(['c', 'd'])
})

test('positions go on where they were although everything is forgotten', async () => {
  await spool.append([message('a'), message('b')])
  spool.delivered(2)

  await reopen()

  expect(spool.bytes()).toBe(0)
  expect(spool.positions()).toEqual({ delivered: 2, last: 2 })
  expect(await spool.append([message('c')])).toBe(3)
})

test('a page ends after the limit and the next one goes on there', async () => {
  await spool.append(Array.from({ length: 200 }, (_, index) => message(String(index))))

  const page = spool.read(1, 100)
  const rest = spool.read(page.next, 1_000)

  expect(page.messages.length).toBeGreaterThanOrEqual(100)
  expect(texts([...page.messages, ...rest.messages])).toEqual(
    Array.from({ length: 200 }, (_, index) => String(index)),
  )
})

test('a flipped byte costs the record it is in, never gives wrong data, and is counted', async () => {
  await spool.append(['keep-1', 'hit-this', 'keep-2'].map((text) => message(text)))
  await spool.close()
  flip('hit-this')
  spool = await open()

  const { messages, next } = spool.read(1, 10)

  expect(texts(messages)).toEqual(['keep-1', 'keep-2'])
  expect(next).toBe(4)
  expect(spool.damaged()).toBe(1)
  expect(spool.read(1, 10).messages).toHaveLength(2)
  expect(spool.damaged()).toBe(1)
})

test('a damaged mark of what is delivered brings messages again instead of forgetting them', async () => {
  await spool.append(['a', 'b'].map((text) => message(text)))
  spool.delivered(1)
  await spool.close()
  const file = readFileSync(dataFile())
  const mark = Buffer.alloc(16)
  mark.writeDoubleLE(1)
  mark.writeDoubleLE(2, 8)
  for (let at = file.indexOf(mark); at >= 0; at = file.indexOf(mark, at + 8)) file[at + 6] = 0x77
  writeFileSync(dataFile(), file)

  spool = await open()

  expect(texts(spool.read(spool.positions().delivered + 1, 10).messages)).toEqual(['a', 'b'])
})

test('at its limit it refuses with cause and remedy, and accepts again after a delivery', async () => {
  await spool.close()
  spool = await open(1_000)
  const large = message('x'.repeat(600))
  await spool.append([large])

  const refusal = await spool.append([large]).catch((error: unknown) => error)

  expect(refusal).toBeInstanceOf(SpoolError)
  expect(refusal).toMatchObject({ kind: 'full' })
  expect(String(refusal)).toMatch(/its limit is 1000.*accepting goes on when/)
  expect(texts(spool.read(1, 10).messages)).toHaveLength(1)
  spool.delivered(1)
  await expect.poll(() => spool.bytes()).toBe(0)
  await spool.append([large])
})

test('a file with a broken page is refused with what to do, instead of ending the program', async () => {
  await spool.append(Array.from({ length: 2_000 }, () => message('x'.repeat(100))))
  await spool.close()
  const file = readFileSync(dataFile())
  for (let at = 2 * 4_096; at < file.length; at += 4_096) file.fill(0, at, at + 24)
  writeFileSync(dataFile(), file)

  const refusal = await open().catch((error: unknown) => error)

  expect(refusal).toBeInstanceOf(SpoolError)
  expect(String(refusal)).toMatch(/data\.mdb in .* is damaged .* move that file aside/)
  folder.remove()
  spool = await open()
})

test('a file that cannot be opened is not called damaged', async () => {
  const directory = join(folder.path, 'other')
  mkdirSync(join(directory, 'data.mdb'), { recursive: true })

  const refusal = await openSpool({ directory, maxBytes: 1e6 }).catch((error: unknown) => error)

  expect(String(refusal)).toMatch(/^SpoolError: The disk of .* failed .* the folder can be written/)
})

test('a folder that is a file is refused with what is wrong', async () => {
  const path = join(folder.path, 'file')
  writeFileSync(path, 'not a folder')

  const refusal = await openSpool({ directory: path, maxBytes: 1e6 }).catch(
    (error: unknown) => error,
  )

  expect(refusal).toBeInstanceOf(SpoolError)
  expect(String(refusal)).toContain(path)
})

test('a copy that was made while it is written to holds what was on disk', async () => {
  await spool.append([message('a')])

  await spool.backup(join(folder.path, 'copy'))
  await spool.append([message('b')])

  const copy = await openSpool({ directory: join(folder.path, 'copy'), maxBytes: 1e6 })
  expect(texts(copy.read(1, 10).messages)).toEqual(['a'])
  await copy.close()
})

function open(maxBytes = 1e6): Promise<Spool> {
  return openSpool({ directory: join(folder.path, 'spool'), maxBytes })
}

async function reopen(): Promise<void> {
  await spool.close()
  spool = await open()
}

function dataFile(): string {
  return join(folder.path, 'spool', '1', 'data.mdb')
}

function flip(text: string): void {
  const file = readFileSync(dataFile())
  for (let at = file.indexOf(text); at >= 0; at = file.indexOf(text, at + 1)) file[at] = 0x58
  writeFileSync(dataFile(), file)
}

function texts(messages: readonly { readonly message: RawMessage }[]): string[] {
  return messages.map(({ message: { payload } }) => Buffer.from(payload).toString())
}

import { expect, test } from 'vitest'
import { createFrameReader } from './publish-frames.js'

const CONNACK = [0x20, 3, 0, 0, 0]
const SUBACK = [0x90, 4, 0, 1, 0, 1]
const PINGRESP = [0xd0, 0]
const DISCONNECT = [0xe0, 2, 0x8b, 0]

test('a publish is taken, with its id where it has one; everything else passes in its place', () => {
  const bytes = [
    ...CONNACK,
    ...publish({ topic: 'odense/lamp-1/up', payload: 'a', id: 0x1234 }),
    ...SUBACK,
    ...PINGRESP,
    ...publish({ topic: 'odense/lamp-1/up', payload: '', first: 0x31 }),
    ...DISCONNECT,
  ]

  expect(read([bytes])).toEqual([
    hex(CONNACK),
    ['odense/lamp-1/up', 'a', 0x1234],
    hex([...SUBACK, ...PINGRESP]),
    ['odense/lamp-1/up', '', null],
    hex(DISCONNECT),
  ])
})

test('chunks that end anywhere change nothing', () => {
  const topic = 'odense/måler-1/up'
  const bytes = [
    ...CONNACK,
    ...publish({ topic, payload: 'x'.repeat(200), id: 1, properties: Array(130).fill(0x26) }),
    ...PINGRESP,
    ...publish({ topic, payload: '20 °C', id: 0xffff, first: 0x3b }),
  ]
  const whole = read([bytes])

  expect(whole).toContainEqual([topic, '20 °C', 0xffff])
  for (let size = 1; size < bytes.length; size += 1) expect(read(split(bytes, size))).toEqual(whole)
})

test.each([100, 20_000, 2_100_000])('a payload of %d bytes is taken whole', (size) => {
  const bytes = publish({ topic: 'odense/lamp-1/up', payload: 'x'.repeat(size), id: 7 })

  const events = read(split([...PINGRESP, ...bytes, ...PINGRESP], 65_536))

  expect(events).toEqual([hex(PINGRESP), ['odense/lamp-1/up', 'x'.repeat(size), 7], hex(PINGRESP)])
})

test.each([
  ['QoS 2', publish({ first: 0x34, id: 1 })],
  ['both QoS bits', publish({ first: 0x36, id: 1 })],
  ['a topic alias in the place of the topic', publish({ topic: '', properties: [0x23, 0, 1] })],
  ['a topic longer than the frame', [0x30, 4, 0, 9, 97, 0]],
  ['no room for the id', [0x32, 4, 0, 1, 97, 0]],
  ['properties longer than the frame', [0x30, 5, 0, 1, 97, 9, 0]],
  ['properties whose length does not end', [0x30, 7, 0, 1, 97, 0x80, 0x80, 0x80, 0x80]],
  ['no body', [0x30, 0]],
])('a publish with %s passes, and the next one is taken', (_what, bytes) => {
  const next = publish({ topic: 'odense/lamp-1/up', payload: 'b', id: 2 })

  expect(read(split([...bytes, ...next], 3))).toEqual([hex(bytes), ['odense/lamp-1/up', 'b', 2]])
})

test('behind a length that is none everything passes', () => {
  const bytes = [...PINGRESP, 0x30, 0x80, 0x80, 0x80, 0x80, 1, ...publish({ id: 1 })]

  for (const size of [1, 4, 100]) expect(read(split(bytes, size))).toEqual([hex(bytes)])
})

test('publishes pass whole for as long as they may not be taken', () => {
  const first = publish({ payload: 'a', id: 1 })
  const bytes = [...CONNACK, ...first, ...publish({ payload: 'b', id: 2 })]
  let asked = 0
  const mayTake = () => {
    asked += 1
    return asked > 1
  }

  expect(read(split(bytes, 2), mayTake)).toEqual([hex([...CONNACK, ...first]), ['a/b/up', 'b', 2]])
})

test('500 seeded streams of any frames, some of them broken, are the same in any chunks', () => {
  const random = seeded(20_261_124)
  const below = (limit: number) => Math.floor(random() * limit)
  let taken = 0

  for (let round = 0; round < 500; round += 1) {
    const bytes = Array.from({ length: 1 + below(20) }, () => anyFrame(below)).flat()
    if (round % 2 === 1) bytes[below(bytes.length)] = below(256)
    const whole = read([bytes])
    const chunks: number[][] = []
    for (let at = 0, size = 0; at < bytes.length; at += size) {
      size = 1 + below(below(3) === 0 ? 4 : 200)
      chunks.push(bytes.slice(at, at + size))
    }
    expect(read(chunks)).toEqual(whole)
    taken += whole.filter((event) => typeof event !== 'string').length
  }

  expect(taken).toBeGreaterThan(2_000)
})

type Event = string | readonly [topic: string, payload: string, messageId: number | null]

/** What became of the chunks: what was taken, and between that, as hex, what passed. */
function read(chunks: readonly (readonly number[])[], mayTake = () => true): readonly Event[] {
  const events: Event[] = []
  const push = createFrameReader({
    mayTake,
    take: (topic, payload, messageId) =>
      events.push([topic, Buffer.from(payload).toString(), messageId]),
    pass(bytes) {
      const last = events.at(-1)
      if (typeof last === 'string') events[events.length - 1] = last + hex(bytes)
      else events.push(hex(bytes))
    },
  })
  for (const chunk of chunks) push(Buffer.from(chunk))
  return events
}

type Publish = {
  readonly topic?: string
  readonly payload?: string
  readonly id?: number
  readonly properties?: readonly number[]
  /** The frame's first byte. */
  readonly first?: number
}

function publish({ topic = 'a/b/up', payload = '', id, properties = [], first }: Publish) {
  const name = Buffer.from(topic)
  const body = [
    ...[name.length >> 8, name.length & 0xff, ...name],
    ...(id === undefined ? [] : [id >> 8, id & 0xff]),
    ...[...variable(properties.length), ...properties],
    ...Buffer.from(payload),
  ]
  return [first ?? (id === undefined ? 0x30 : 0x32), ...variable(body.length), ...body]
}

function anyFrame(below: (limit: number) => number): readonly number[] {
  if (below(3) === 0) {
    const others = [CONNACK, SUBACK, PINGRESP, DISCONNECT, publish({ first: 0x34, id: 9 })]
    return others[below(others.length)] ?? []
  }
  return publish({
    topic: `odense/lamp-${below(1_000)}/up`,
    payload: 'y'.repeat(below(below(5) === 0 ? 20_000 : 200)),
    properties: Array(below(200)).fill(0x0b),
    ...(below(4) === 0 ? {} : { id: 1 + below(65_535) }),
  })
}

function variable(number: number): readonly number[] {
  return number < 128 ? [number] : [(number & 0x7f) | 0x80, ...variable(number >> 7)]
}

function split(bytes: readonly number[], size: number): readonly (readonly number[])[] {
  const count = Math.ceil(bytes.length / size)
  return Array.from({ length: count }, (_, n) => bytes.slice(n * size, (n + 1) * size))
}

function hex(bytes: ArrayLike<number>): string {
  return Buffer.from(Array.from(bytes)).toString('hex')
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

import { decoders } from '@bypuls/decoders'
import type { FuzzFormat, Shape } from './fuzz-shapes.js'
import type { Chance } from './seeded.js'

type Bytes = string | Uint8Array
type Make = (given: {
  readonly chance: Chance
  readonly format: FuzzFormat
  /** A well-formed message of this moment, with parts of it replaced. */
  readonly written: (parts: Partial<Shape>) => string
}) => Bytes

/** Above what any decoder looks into. */
const TOO_LARGE_BYTES = 256 * 1024 + 1
const VALUES = ['NaN', '1e999', '-1e999', 'Infinity', '-0', '0x10', '1e-400', '.5', '5.', '--1']
const TYPES = ['null', 'true', '"612"', '[]', '{}', '[612]', '{"a":1}', '""', '"NaN"']
const KEYS = ['__proto__', 'constructor', 'toString', '', '\\u0000', '../..', '#', '_']
const TIMES = [
  ...['0', '-1', '1e15', '1e300', '253402300800000', '946684799', 'null', '""', '[]'],
  ...['"1999-12-31T23:59:59Z"', '"9999-01-01T00:00:00Z"', '"2026-13-45T00:00:00Z"'],
  ...['"2026-11-23T06:00:00"', '"+275760-09-13T00:00:00.001Z"', '"2026-02-30T00:00Z"'],
]
const NOT_UTF8 = ['fffe', 'c0af', 'eda0', 'f490']
const NESTS = [
  ['[', ']'],
  ['{"a":', '}'],
  ['[', ''],
] as const

const bare: Make = ({ chance }) =>
  chance.pick(['21.4', 'null', 'true', '"text"', '[]', '{}', '1 2'])
const bomb: Make = ({ chance, written }) => {
  const deep = 10 ** (1 + chance.below(4)) * (1 + chance.below(5))
  const [open, close] = chance.pick(NESTS)
  const value = `${open.repeat(deep)}1${close.repeat(deep)}`
  return chance.below(2) === 0 ? value : written({ value })
}
const huge: Make = ({ chance, written }) =>
  written({ value: `${'7'.repeat(1 + chance.below(20_000))}.${'3'.repeat(1 + chance.below(99))}` })
const notUtf8: Make = ({ chance, written }) => {
  const bytes = Buffer.from(written({ value: '"xx"' }))
  bytes.write(chance.pick(NOT_UTF8), bytes.indexOf('xx'), 'hex')
  return bytes
}
const tooLong: Make = ({ chance }) =>
  chance.below(50) === 0 ? '1'.repeat(TOO_LARGE_BYTES) : `[${'{},'.repeat(10_001)}{}]`
const mutatedExample: Make = ({ chance, format }) => {
  const { examples = [] } = decoders.find((it) => it.format === format.format) ?? {}
  return mutated(chance, examples[chance.below(examples.length)]?.payload.bytes ?? Buffer.alloc(0))
}

/** What is done to payloads, each as often as the number beside it says. */
const MAKES: readonly (readonly [times: number, make: Make])[] = [
  [2, () => ''],
  [8, ({ chance }) => chance.bytes(chance.below(200))],
  [20, mutatedExample],
  [20, ({ chance, written }) => mutated(chance, Buffer.from(written({})))],
  [6, bomb],
  [6, huge],
  [8, ({ chance, written }) => written({ value: chance.pick(VALUES) })],
  [8, ({ chance, written }) => written({ value: chance.pick(TYPES) })],
  [6, ({ chance, written }) => written({ key: chance.pick(KEYS) })],
  [5, ({ written }) => written({ value: '612,"co2":1,"v":2,"co2_ppm":3' })],
  [6, notUtf8],
  [10, ({ chance, written }) => written({ time: chance.pick(TIMES) })],
  [4, bare],
  [1, tooLong],
]
const ALL = MAKES.flatMap(([times, make]) => Array.from({ length: times }, () => make))

/** A payload that some device might send and none should. */
export function fuzzedPayload(chance: Chance, format: FuzzFormat, observedAt: number): Buffer {
  const good: Shape = { key: 'co2', value: '612', time: format.time(observedAt) }
  const make = ALL[chance.below(ALL.length)] ?? bare
  const bytes = make({ chance, format, written: (parts) => format.write({ ...good, ...parts }) })
  return Buffer.from(bytes)
}

/** One to four times: a byte changed, a piece cut out, a piece repeated, the end cut off. */
function mutated(chance: Chance, seed: Uint8Array): Buffer {
  let bytes = Buffer.from(seed)
  for (let times = 1 + chance.below(4); times > 0 && bytes.length > 0; times--) {
    const from = chance.below(bytes.length)
    const to = from + 1 + chance.below(Math.min(16, bytes.length - from))
    const [head, piece, tail] = [
      bytes.subarray(0, from),
      bytes.subarray(from, to),
      bytes.subarray(to),
    ]
    const changes = [
      () => Buffer.concat([head, chance.bytes(1), bytes.subarray(from + 1)]),
      () => Buffer.concat([head, tail]),
      () => Buffer.concat([head, piece, piece, tail]),
      () => Buffer.from(head),
    ] as const
    bytes = chance.pick(changes)()
  }
  return bytes
}

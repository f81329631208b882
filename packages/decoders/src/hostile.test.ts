import { RejectionReason } from '@bypuls/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { text } from './example-payload.js'
import { decoderByFormat, decoders } from './formats.js'

const WORDS = [
  ...[
    'time',
    'readings',
    'metric',
    'value',
    'unit',
    'deviceInfo',
    'devEui',
    'object',
    'rxInfo',
    'rssi',
  ],
  ...[
    'data',
    'batteryLevel',
    'id',
    'timestamp',
    'total_m3',
    'bn',
    'bt',
    'bu',
    'bv',
    'bs',
    'n',
    't',
    'u',
  ],
  ...['v', 's', 'vs', 'vb', 'bver', 'x_', '__proto__', 'constructor', 'toString', ''],
]
const word = fc.constantFrom(...WORDS)
const leaf = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.constantFrom(null, true, false, '2026-11-23T06:00:00Z', '24e124fffe01a2b3', 'kWh', '1e5', ''),
  fc.string(),
)
/** JSON made of the words that formats know, in places where they do not belong. */
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium' },
    leaf,
    fc.array(tie('json'), { maxLength: 5 }),
    fc
      .array(fc.tuple(fc.oneof(word, fc.string()), tie('json')), { maxLength: 6 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}))
const path = fc.constantFrom(
  'up',
  'room/co2',
  'application/1/device/2/event/up',
  'x/event/status',
  '',
)
const utf8 = new TextEncoder()

describe.each(decoders)('$format, whatever comes', ({ decode, examples }) => {
  /** Every outcome is readings that are numbers, or reasons of the closed list. */
  function expectSound(bytes: Uint8Array, topicPath: string): void {
    const result = decode({ bytes, receivedAt: 1_795_413_630_000, path: topicPath })
    const rejected = result.ok ? result.value.rejected : [result.problem]
    for (const { reason, detail } of rejected) {
      if (!RejectionReason.safeParse(reason).success) throw new Error(`no reason: ${reason}`)
      if (detail.length === 0 || detail.length > 500) throw new Error(`no detail: ${detail}`)
    }
    for (const { field, value, observedAt } of result.ok ? result.value.measurements : []) {
      if (!Number.isFinite(value) || !Number.isInteger(observedAt) || field === '') {
        throw new Error(`no measurement: ${field} ${value} ${observedAt}`)
      }
    }
  }

  test('bytes without sense are refused with a reason', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), path, expectSound), { numRuns: 2_000 })
  })

  test('JSON of any shape gives numbers and reasons', () => {
    fc.assert(
      fc.property(json, path, (value, topicPath) => {
        expectSound(utf8.encode(JSON.stringify(value) ?? 'null'), topicPath)
      }),
      { numRuns: 3_000 },
    )
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('examples with some bytes changed give numbers and reasons', () => {
    const changed = fc.tuple(
      fc.constantFrom(...examples),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
    )
    fc.assert(
      fc.property(changed, ([{ payload }, changes]) => {
        const bytes = Uint8Array.from(payload.bytes)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        expectSound(bytes, payload.path)
      }),
      { numRuns: 3_000 },
    )
  })

  test.each([
    ['a depth bomb', '['.repeat(200_000), 'malformed'],
    ['a depth bomb of objects', '{"a":'.repeat(40_000), 'malformed'],
    ['a number of 10 MB', '1'.repeat(10_000_000), 'too-large'],
    ['a list of 10 MB', `[${'0,'.repeat(5_000_000)}0]`, 'too-large'],
    ['an object of 20 000 names', `{${'"a":1,'.repeat(20_000)}"b":1}`, 'too-large'],
    ['nothing', '', 'malformed'],
    ['spaces', '   ', 'malformed'],
    ['NaN', 'NaN', 'malformed'],
    ['text', '"21.4"', 'malformed'],
    ['null', 'null', 'malformed'],
  ])('%s is refused', (_, content, reason) => {
    const result = decode(text(content))

    expect(result).toMatchObject({ ok: false, problem: { reason } })
  })
})

test('in Bypuls JSON no good field is lost, whatever stands beside it', () => {
  const bad = fc.oneof(fc.string(), fc.constant(null), fc.boolean(), fc.array(fc.integer()))
  const good = fc.dictionary(
    fc.stringMatching(/^[a-z0-9-]{1,20}$/),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  const decode = decoderByFormat('bypuls-json')?.decode

  fc.assert(
    fc.property(good, fc.dictionary(fc.stringMatching(/^[A-Z]{1,20}$/), bad), (fields, others) => {
      const known = Object.entries(fields).filter(
        ([name]) => !['time', 'metric', 'constructor', 'prototype'].includes(name),
      )
      const entries = Object.entries(others)
      if (known.length + entries.length === 0) return
      const payload = text(JSON.stringify(Object.fromEntries([...entries, ...known])))
      const result = decode?.(payload)

      expect(result?.ok && result.value.measurements.map(({ field }) => field).sort()).toEqual(
        known.map(([name]) => name).sort(),
      )
      expect(result?.ok && result.value.rejected.length).toBe(entries.length)
    }),
  )
})

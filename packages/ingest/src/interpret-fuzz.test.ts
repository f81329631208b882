import { decoderByFormat, decoders } from '@bypuls/decoders'
import { type Device, RejectionReason } from '@bypuls/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { interpret } from './interpret.js'
import { eachOutcome } from './outcome.js'
import { NOON } from './testing/town.js'

const PER_FORMAT = Math.ceil(10_000 / decoders.length)

test('of ten thousand broken payloads none crashes and each is accounted for', () => {
  for (const { format, examples } of decoders) {
    const seeds = examples.map(({ payload }) => payload.bytes)
    fc.assert(
      fc.property(brokenPayload(seeds), fc.webPath(), (bytes, path) => {
        const spooled = { position: 1, message: messageOf(bytes, path) }
        const deps = { deviceOf: () => deviceOf(format), decoderByFormat }
        const [outcome] = eachOutcome(interpret([spooled], deps))

        expect(outcome).toBeDefined()
        if (outcome?.readings.length === 0 && outcome.rejected.length === 0) {
          // A join, a status: the decoder read it all and there was nothing to keep.
          expect(decoderByFormat(format)?.decode({ bytes, receivedAt: NOON, path })).toMatchObject({
            ok: true,
            value: { measurements: [], rejected: [] },
          })
        }
        for (const { reason } of outcome?.rejected ?? []) {
          expect(RejectionReason.options).toContain(reason)
          expect(reason).not.toBe('decoder-failed')
        }
        for (const { value, observedAt } of outcome?.readings ?? []) {
          expect(Number.isFinite(value) && Number.isInteger(observedAt)).toBe(true)
        }
      }),
      { numRuns: PER_FORMAT, seed: 20_261_123 },
    )
  }
  expect(Object.keys(Object.prototype)).toEqual([])
})

/** Any bytes, any JSON, or a valid payload with some bytes changed. */
function brokenPayload(seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const changed = fc
    .tuple(fc.constantFrom(...seeds), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }))
    .map(([seed, changes]) => {
      const bytes = new Uint8Array(seed)
      for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value
      return bytes
    })
  const json = fc.json({ maxDepth: 4 }).map((text) => new TextEncoder().encode(text))
  return fc.oneof(fc.uint8Array({ maxLength: 64 }), json, changed)
}

function deviceOf(format: string): Device {
  return {
    organisation: 'odense',
    name: 'any',
    title: 'Any',
    format,
    links: ['temperature', 'co2', 'value'].map((field) => ({
      field,
      point: 'skole.room-1.co2',
      from: 0,
      expectedIntervalMs: 10_000,
    })),
  }
}

function messageOf(payload: Uint8Array, path: string) {
  return {
    organisation: 'odense',
    device: 'any',
    topic: `odense/any${path}`,
    payload,
    receivedAt: NOON,
  }
}

import { type Decoder, fail, type Measurement, ok, type Rejection } from '@bypuls/model'
import { z } from 'zod'
import { text } from '../example-payload.js'
import { twice } from '../field-names.js'
import { isObject, parseJson } from '../json-bytes.js'
import { malformed, shown } from '../rejections.js'
import { type SenmlBase, senmlBase, senmlMustUnderstand, takeSenmlRecord } from '../senml-pack.js'
import { zodRejection } from '../zod-rejection.js'

const MAX_RECORDS = 10_000

/**
 * SenML JSON (RFC 8428): an array of records whose base fields carry forward.
 *
 * Input: UTF-8 JSON; times in seconds, below 2^28 relative to the message's arrival.
 * Output: per record its value (true and false as 1 and 0) under its full name, and its sum as
 * `<name>:sum`; units as UCUM codes.
 * Errors: `malformed` for the whole pack when a base field is wrong or a field that ends in `_` (which
 * must be understood) is there, for one record otherwise; `not-a-number` (also `vs`, `vd`);
 * `unit-mismatch` for a unit that is not registered; `too-large`.
 */
export const senmlJson: Decoder = {
  format: 'senml-json',
  title: 'SenML JSON (RFC 8428)',

  decode({ bytes, receivedAt }) {
    const json = parseJson(bytes)
    if (!json.ok) return json
    const { value: pack, duplicates } = json.value
    if (!Array.isArray(pack))
      return fail(malformed(`the payload is ${shown(pack)}; expected a list`))
    if (pack.length === 0) return fail(malformed('the pack is empty; expected records'))
    if (pack.length > MAX_RECORDS) {
      const detail = `the pack has ${pack.length} records; at most ${MAX_RECORDS} are read`
      return fail({ reason: 'too-large', detail })
    }
    const [doubled] = duplicates
    if (doubled !== undefined) return fail(twice(doubled))

    const measurements: Measurement[] = []
    const rejected: Rejection[] = []
    let base: SenmlBase = { bn: '', bt: 0, bu: undefined, bv: 0, bs: 0 }
    for (const [index, record] of pack.entries()) {
      const path = `[${index}]`
      if (!isObject(record)) {
        rejected.push(malformed(`${path} is ${shown(record)}; expected a record`, path))
        continue
      }
      const unknown = senmlMustUnderstand(record)
      if (unknown !== undefined) return fail(mustUnderstand(unknown, path))
      const next = senmlBase(base, record)
      if (next instanceof z.ZodError) {
        const { detail, path: field } = zodRejection(next)
        return fail(malformed(`${path}.${detail}`, `${path}.${field}`))
      }
      base = next
      takeSenmlRecord(base, { record, path, receivedAt, measurements, rejected })
    }
    return ok({ measurements, rejected })
  },

  examples: [
    {
      title: 'base name, base time and base unit carry forward',
      payload: text(
        '[{"bn":"aq:","bt":1795413600,"bu":"ug/m3","n":"pm2-5","v":8.4},{"n":"pm10","t":-60,"v":15},' +
          '{"n":"t","u":"Cel","v":4.2}]',
      ),
      expected: ok({
        measurements: [
          { field: 'aq:pm2-5', value: 8.4, unit: 'ug/m3', observedAt: 1_795_413_600_000 },
          { field: 'aq:pm10', value: 15, unit: 'ug/m3', observedAt: 1_795_413_540_000 },
          { field: 'aq:t', value: 4.2, unit: 'Cel', observedAt: 1_795_413_600_000 },
        ],
        rejected: [],
      }),
    },
    {
      title: 'a small time is relative to the arrival, and no time is the arrival',
      payload: text('[{"n":"a","u":"%RH","v":41,"t":-10},{"n":"b","v":1}]'),
      expected: ok({
        measurements: [
          { field: 'a', value: 41, unit: '%', observedAt: 1_795_413_620_000 },
          { field: 'b', value: 1, observedAt: 1_795_413_630_000 },
        ],
        rejected: [],
      }),
    },
    {
      title: 'base values are added, sums stand beside values, true is 1',
      payload: text(
        '[{"bn":"m/","bv":20,"bs":1000,"n":"power","u":"W","v":1.5,"s":500},{"n":"on","vb":true}]',
      ),
      expected: ok({
        measurements: [
          { field: 'm/power', value: 21.5, unit: 'W', observedAt: 1_795_413_630_000 },
          { field: 'm/power:sum', value: 1500, unit: 'J', observedAt: 1_795_413_630_000 },
          { field: 'm/on', value: 1, observedAt: 1_795_413_630_000 },
        ],
        rejected: [],
      }),
    },
    {
      title: 'a text, an infinite value and an unknown unit never lose their neighbours',
      payload: text(
        '[{"n":"a","vs":"open"},{"n":"b","v":1e999},{"n":"c","u":"furlong","v":1},{"n":"d","v":4}]',
      ),
      expected: ok({
        measurements: [{ field: 'd', value: 4, observedAt: 1_795_413_630_000 }],
        rejected: [
          {
            reason: 'not-a-number',
            detail: '[0].vs is the text "open"; expected a number',
            path: '[0].vs',
          },
          {
            reason: 'not-a-number',
            detail: '[1].v is Infinity, which is too large; expected a number',
            path: '[1].v',
          },
          {
            reason: 'unit-mismatch',
            detail: '[2]: the unit is not in the SenML registry (RFC 8428, RFC 8798)',
            path: '[2].u',
          },
        ],
      }),
    },
    {
      title: 'a field that must be understood, and is not, refuses the pack',
      payload: text('[{"n":"a","v":1},{"n":"b","v":2,"scale_":10}]'),
      expected: fail({
        reason: 'malformed',
        detail: '[1].scale_ must be understood (its name ends in _), and is not known here',
        path: '[1].scale_',
      }),
    },
    {
      title: 'a wrong base field refuses the pack, for all later records hang on it',
      payload: text('[{"bt":"today","n":"a","v":1}]'),
      expected: fail({ reason: 'malformed', path: '[0].bt' }),
    },
    {
      title: 'a record without a name is refused alone',
      payload: text('[{"v":1},{"n":"b","v":2}]'),
      expected: ok({
        measurements: [{ field: 'b', value: 2, observedAt: 1_795_413_630_000 }],
        rejected: [
          {
            reason: 'malformed',
            detail: '"" is no SenML name: letters, digits and -:./_, a letter or digit first',
            path: '[0].n',
          },
        ],
      }),
    },
    {
      title: 'bytes that are not JSON are an error, never an empty reading',
      payload: { bytes: new Uint8Array([0xff, 0x00]), receivedAt: 0, path: 'up' },
      expected: fail({ reason: 'malformed' }),
    },
  ],
}

function mustUnderstand(name: string, path: string): Rejection {
  const at = `${path}.${name}`
  return malformed(`${at} must be understood (its name ends in _), and is not known here`, at)
}

import {
  type Decoded,
  type Decoder,
  fail,
  isSlug,
  ok,
  type Payload,
  type Rejection,
  type Result,
} from '@bypuls/model'
import { bypulsReadings } from '../bypuls-readings.js'
import { text } from '../example-payload.js'
import { parseJson } from '../json-bytes.js'
import { malformed, notANumber } from '../rejections.js'

/**
 * Bypuls' own JSON.
 *
 * Input: UTF-8 JSON: an object of fields (`{"time":…,"temperature":21.4}`), an object with `readings`
 * (`[{"metric","value","time"?,"unit"?}]`), one such reading, a list of any of these, or a bare number
 * on the topic `<organisation>/<device>/<place>/<metric>`, whose field is then `<place>/<metric>`.
 * `time`: ISO 8601 with `Z` or offset, or seconds or milliseconds since 1970; without it, when the
 * message came in.
 * Output: one measurement per field, in the order of the payload; a bad field is rejected alone.
 * Errors: `malformed` (not JSON, nothing in it, bad time), `not-a-number`, `unit-mismatch`, `too-large`.
 */
export const bypulsJson: Decoder = {
  format: 'bypuls-json',
  title: 'Bypuls JSON',

  decode({ bytes, receivedAt, path }) {
    const json = parseJson(bytes)
    if (!json.ok) return json
    const { value } = json.value
    if (typeof value === 'number') return bareNumber(value, { receivedAt, path })
    const decoded = bypulsReadings(json.value, receivedAt)
    const [first] = decoded.rejected
    const nothing = decoded.measurements.length === 0 && first?.path === undefined
    return nothing && first !== undefined ? fail(first) : ok(decoded)
  },

  examples: [
    {
      title: 'an object of fields with its time',
      payload: text('{"time":"2026-11-23T06:00:00Z","temperature":21.4,"co2":612}'),
      expected: ok({
        measurements: [
          { field: 'temperature', value: 21.4, observedAt: 1_795_413_600_000 },
          { field: 'co2', value: 612, observedAt: 1_795_413_600_000 },
        ],
        rejected: [],
      }),
    },
    {
      title: 'without a time, the moment it came in counts',
      payload: text('{"temperature":21.4}'),
      expected: ok({
        measurements: [{ field: 'temperature', value: 21.4, observedAt: 1_795_413_630_000 }],
      }),
    },
    {
      title: 'readings take the time around them unless they have their own, and may name a unit',
      payload: text(
        '{"time":1795413600,"readings":[{"metric":"power","value":3.2,"unit":"kW"},' +
          '{"metric":"temperature","value":21.4,"time":1795413540000}]}',
      ),
      expected: ok({
        measurements: [
          { field: 'power', value: 3.2, unit: 'kW', observedAt: 1_795_413_600_000 },
          { field: 'temperature', value: 21.4, observedAt: 1_795_413_540_000 },
        ],
        rejected: [],
      }),
    },
    {
      title: 'a list is a batch, for back-fill',
      payload: text(
        '[{"time":"2026-11-23T07:00:00+01:00","co2":612},{"time":"2026-11-23T06:05:00.5Z","co2":640}]',
      ),
      expected: ok({
        measurements: [
          { field: 'co2', value: 612, observedAt: 1_795_413_600_000 },
          { field: 'co2', value: 640, observedAt: 1_795_413_900_500 },
        ],
      }),
    },
    {
      title: 'a bare number on a topic that names the place and the metric',
      payload: text('21.4', 'room-2-14/temperature'),
      expected: ok({
        measurements: [
          { field: 'room-2-14/temperature', value: 21.4, observedAt: 1_795_413_630_000 },
        ],
        rejected: [],
      }),
    },
    {
      title: 'a bare number on any other topic says nothing',
      payload: text('21.4', 'up'),
      expected: fail({ reason: 'malformed' }),
    },
    {
      title: 'a bad field never loses its neighbours',
      payload: text('{"temperature":"21.4","humidity":null,"pm10":1e999,"co2":612}'),
      expected: ok({
        measurements: [{ field: 'co2', value: 612, observedAt: 1_795_413_630_000 }],
        rejected: [
          {
            reason: 'not-a-number',
            detail: 'temperature is the text "21.4"; expected a number',
            path: 'temperature',
          },
          {
            reason: 'not-a-number',
            detail: 'humidity is null; expected a number',
            path: 'humidity',
          },
          {
            reason: 'not-a-number',
            detail: 'pm10 is Infinity, which is too large; expected a number',
            path: 'pm10',
          },
        ],
      }),
    },
    {
      title: 'of a field that stands twice nobody knows which one counts',
      payload: text('{"temperature":21.4,"temperature":22,"co2":612}'),
      expected: ok({
        measurements: [{ field: 'co2', value: 612, observedAt: 1_795_413_630_000 }],
        rejected: [
          {
            reason: 'malformed',
            detail: 'temperature stands twice; which one counts cannot be known',
            path: 'temperature',
          },
        ],
      }),
    },
    {
      title: 'a time without zone is refused with its part of the batch, never guessed',
      payload: text('[{"time":"2026-11-23T06:00:00","co2":612},{"co2":640}]'),
      expected: ok({
        measurements: [{ field: 'co2', value: 640, observedAt: 1_795_413_630_000 }],
        rejected: [
          {
            reason: 'malformed',
            detail:
              'time "2026-11-23T06:00:00" has no zone; expected Z or an offset such as +01:00 at its end',
            path: '[0].time',
          },
        ],
      }),
    },
    {
      title: 'a name that could reach an object’s own workings is not taken',
      payload: text('{"__proto__":1,"co2":612}'),
      expected: ok({
        measurements: [{ field: 'co2', value: 612, observedAt: 1_795_413_630_000 }],
        rejected: [
          {
            reason: 'malformed',
            detail: '"__proto__" is no name of a field: 1 to 128 characters',
            path: '__proto__',
          },
        ],
      }),
    },
    {
      title: 'an object without fields is an error, never an empty reading',
      payload: text('{"time":"2026-11-23T06:00:00Z"}'),
      expected: fail({
        reason: 'malformed',
        detail: 'no field beside the time; expected at least one',
      }),
    },
    {
      title: 'bytes that are not JSON are an error, never an empty reading',
      payload: { bytes: new Uint8Array([0xff, 0x00]), receivedAt: 0, path: 'up' },
      expected: fail({ reason: 'malformed', detail: 'the payload is not UTF-8 text' }),
    },
  ],
}

function bareNumber(
  value: number,
  { receivedAt, path }: Pick<Payload, 'receivedAt' | 'path'>,
): Result<Decoded, Rejection> {
  const names = path.split('/')
  if (names.length !== 2 || !names.every(isSlug)) {
    return fail(
      malformed('a bare number; expected it on <organisation>/<device>/<place>/<metric>, or JSON'),
    )
  }
  if (!Number.isFinite(value)) return fail(notANumber(path, value))
  return ok({ measurements: [{ field: path, value, observedAt: receivedAt }], rejected: [] })
}

import { type Decoder, fail, type Measurement, ok, type Rejection } from '@bypuls/model'
import { z } from 'zod'
import { text } from '../example-payload.js'
import { nameProblem, twice } from '../field-names.js'
import { isObject, parseJson } from '../json-bytes.js'
import { malformed, notANumber, shown } from '../rejections.js'
import { parseTime } from '../times.js'
import { zodRejection } from '../zod-rejection.js'

const Telegram = z.object({
  id: z.string().regex(/^[0-9a-zA-Z]{1,32}$/, 'expected the number of the meter'),
  timestamp: z.string().optional(),
})

/** Who sent the telegram and when, not what was measured. */
const ABOUT: ReadonlySet<string> = new Set([
  '_',
  'media',
  'meter',
  'name',
  'id',
  'device',
  'timestamp',
])

/** The last part of a field's name is its unit; wmbusmeters' units in UCUM. */
const UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    kwh: 'kW.h',
    wh: 'W.h',
    mwh: 'MW.h',
    mj: 'MJ',
    gj: 'GJ',
    kw: 'kW',
    w: 'W',
    m3: 'm3',
    l: 'l',
    m3h: 'm3/h',
    lh: 'l/h',
    m3c: 'm3.Cel',
    c: 'Cel',
    f: '[degF]',
    k: 'K',
    v: 'V',
    a: 'A',
    ah: 'A.h',
    hz: 'Hz',
    bar: 'bar',
    pa: 'Pa',
    hpa: 'hPa',
    rh: '%',
    pct: '%',
    ppm: '[ppm]',
    lux: 'lx',
    dbm: 'dB[m]',
    s: 's',
    min: 'min',
    h: 'h',
    d: 'd',
    m: 'm',
    deg: 'deg',
    rad: 'rad',
    counter: '1',
    nr: '1',
  }),
)
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * wmbusmeters' JSON of a wireless M-Bus telegram (Kamstrup and others), one source for many meters.
 *
 * Input: flat JSON; the meter is `id`, the time `timestamp` (UTC); a field's unit is its name's last
 * part (`total_volume_m3`). Output: one measurement per number; numbers may stand as text when the
 * name has a unit. Text without a unit (`status`, dates) says nothing measured; null is no value.
 * Errors: `malformed`, `not-a-number` for a field with a unit whose text is no number.
 */
export const wmbusmeters: Decoder = {
  format: 'wmbusmeters',
  title: 'wmbusmeters (wireless M-Bus)',

  decode({ bytes, receivedAt }) {
    const json = parseJson(bytes)
    if (!json.ok) return json
    const { value, duplicates } = json.value
    if (!isObject(value)) {
      return fail(malformed(`the payload is ${shown(value)}; expected a telegram`))
    }
    const telegram = Telegram.safeParse(value)
    if (!telegram.success) return fail(zodRejection(telegram.error))
    for (const name of ['id', 'timestamp']) if (duplicates.has(name)) return fail(twice(name))
    const { id, timestamp } = telegram.data
    const time = timestamp === undefined ? ok(receivedAt) : parseTime(timestamp)
    if (!time.ok) return fail(malformed(time.problem, 'timestamp'))

    const measurements: Measurement[] = []
    const rejected: Rejection[] = []
    for (const [field, given] of Object.entries(value)) {
      if (ABOUT.has(field) || given === null) continue
      const unit = UNITS.get(field.slice(field.lastIndexOf('_') + 1))
      if (typeof given === 'string' && unit === undefined) continue
      const number = typeof given === 'string' && NUMBER.test(given) ? Number(given) : given
      const problem = duplicates.has(field) ? twice(field) : nameProblem(field, field)
      if (problem !== null) rejected.push(problem)
      else if (typeof number !== 'number' || !Number.isFinite(number))
        rejected.push(notANumber(field, given))
      else {
        const measurement = {
          child: id.toLowerCase(),
          field,
          value: number,
          observedAt: time.value,
        }
        measurements.push(unit === undefined ? measurement : { ...measurement, unit })
      }
    }
    return ok({ measurements, rejected })
  },

  examples: [
    {
      title: 'a heat meter: each field with the unit of its name',
      payload: text(
        '{"_":"telegram","media":"heat","meter":"kamheat","name":"school-A","id":"55512345",' +
          '"total_energy_consumption_kwh":3781,"total_volume_m3":344.27,"volume_flow_m3h":1.005,' +
          '"t1_temperature_c":59.5,"t2_temperature_c":52.7,"timestamp":"2026-11-23T06:20:22Z"}',
        'wmbusmeters/55512345',
      ),
      expected: ok({
        measurements: [
          {
            child: '55512345',
            field: 'total_energy_consumption_kwh',
            value: 3781,
            unit: 'kW.h',
            observedAt: 1_795_414_822_000,
          },
          {
            child: '55512345',
            field: 'total_volume_m3',
            value: 344.27,
            unit: 'm3',
            observedAt: 1_795_414_822_000,
          },
          {
            child: '55512345',
            field: 'volume_flow_m3h',
            value: 1.005,
            unit: 'm3/h',
            observedAt: 1_795_414_822_000,
          },
          {
            child: '55512345',
            field: 't1_temperature_c',
            value: 59.5,
            unit: 'Cel',
            observedAt: 1_795_414_822_000,
          },
          {
            child: '55512345',
            field: 't2_temperature_c',
            value: 52.7,
            unit: 'Cel',
            observedAt: 1_795_414_822_000,
          },
        ],
        rejected: [],
      }),
    },
    {
      title: 'numbers may stand as text; a text without a unit is no measurement; null is no value',
      payload: text(
        '{"id":"76348799","total_m3":"123.529","status":"DRY","target_date":"2026-11-01","min_external_temperature_c":null}',
      ),
      expected: ok({
        measurements: [
          {
            child: '76348799',
            field: 'total_m3',
            value: 123.529,
            unit: 'm3',
            observedAt: 1_795_413_630_000,
          },
        ],
        rejected: [],
      }),
    },
    {
      title: 'a number without a unit is kept without one',
      payload: text('{"id":"76348799","current_consumption_hca":131,"rssi_dbm":-77}'),
      expected: ok({
        measurements: [
          {
            child: '76348799',
            field: 'current_consumption_hca',
            value: 131,
            observedAt: 1_795_413_630_000,
          },
          {
            child: '76348799',
            field: 'rssi_dbm',
            value: -77,
            unit: 'dB[m]',
            observedAt: 1_795_413_630_000,
          },
        ],
        rejected: [],
      }),
    },
    {
      title: 'a text where a number belongs never loses its neighbours',
      payload: text('{"id":"76348799","total_m3":"n/a","flow_temperature_c":8}'),
      expected: ok({
        measurements: [
          {
            child: '76348799',
            field: 'flow_temperature_c',
            value: 8,
            unit: 'Cel',
            observedAt: 1_795_413_630_000,
          },
        ],
        rejected: [
          {
            reason: 'not-a-number',
            detail: 'total_m3 is the text "n/a"; expected a number',
            path: 'total_m3',
          },
        ],
      }),
    },
    {
      title: 'a telegram that names no meter is an error',
      payload: text('{"_":"telegram","total_m3":123.529}'),
      expected: fail({ reason: 'malformed', path: 'id' }),
    },
    {
      title: 'a time without zone is refused, never guessed',
      payload: text('{"id":"76348799","total_m3":123.529,"timestamp":"2026-11-23 06:20:22"}'),
      expected: fail({
        reason: 'malformed',
        detail:
          'time "2026-11-23 06:20:22" has no zone; expected Z or an offset such as +01:00 at its end',
        path: 'timestamp',
      }),
    },
    {
      title: 'a list is no telegram',
      payload: text('[1,2]'),
      expected: fail({ reason: 'malformed' }),
    },
  ],
}

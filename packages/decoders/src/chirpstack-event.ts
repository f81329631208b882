import {
  type Decoded,
  fail,
  type Measurement,
  ok,
  type Rejection,
  type Result,
} from '@bypuls/model'
import { z } from 'zod'
import { flatten } from './flatten.js'
import { isFiniteNumber, isObject } from './json-bytes.js'
import { malformed, notANumber, shown } from './rejections.js'

/**
 * What every event of ChirpStack v4 says. What is left out has its protobuf default. The measured
 * parts are looked at one by one, so that one which is wrong does not take the others with it.
 */
export const ChirpstackEvent = z.object({
  time: z.string().optional(),
  deviceInfo: z.object({
    devEui: z.string().regex(/^[0-9a-fA-F]{16}$/, 'expected 16 hexadecimal digits'),
  }),
  fPort: z.unknown().optional(),
  data: z.unknown().optional(),
  object: z.unknown().optional(),
  rxInfo: z.unknown().optional(),
  margin: z.unknown().optional(),
  batteryLevel: z.unknown().optional(),
  batteryLevelUnavailable: z.unknown().optional(),
  externalPowerSource: z.unknown().optional(),
})
export type ChirpstackEvent = z.output<typeof ChirpstackEvent>

type From = { readonly child: string; readonly observedAt: number }
type Signal = { readonly field: 'rssi' | 'snr'; readonly unit: string }

/** `up`: the numbers of the object, and how well the best gateway heard the device. */
export function chirpstackUplink(
  event: ChirpstackEvent,
  from: From & { readonly duplicates: ReadonlySet<string> },
): Result<Decoded, Rejection> {
  const object = event.object ?? null
  if (object !== null && !isObject(object)) {
    return fail(malformed(`object is ${shown(object)}; expected an object`, 'object'))
  }
  const decoded = flatten(object ?? {}, { path: 'object', ...from })
  const signal = signalOf(event.rxInfo ?? [], from)
  const taken = new Set(decoded.measurements.map(({ field }) => field))
  const undecoded = object === null && event.data ? [withoutCodec(event)] : []
  return ok({
    measurements: [
      ...decoded.measurements,
      ...signal.measurements.filter(({ field }) => !taken.has(field)),
    ],
    rejected: [...decoded.rejected, ...signal.rejected, ...undecoded],
  })
}

/** `status`: the battery, where there is one, and the margin. */
export function chirpstackStatus(event: ChirpstackEvent, { child, observedAt }: From): Decoded {
  const hasBattery = event.batteryLevelUnavailable !== true && event.externalPowerSource !== true
  const given = [
    ...(hasBattery
      ? [{ name: 'batteryLevel', field: 'battery', unit: '%', value: event.batteryLevel ?? 0 }]
      : []),
    { name: 'margin', field: 'margin', unit: 'dB', value: event.margin ?? 0 },
  ]
  const measurements: Measurement[] = []
  const rejected: Rejection[] = []
  for (const { name, field, unit, value } of given) {
    if (!isFiniteNumber(value)) rejected.push(notANumber(name, value))
    else measurements.push({ child, field, value, unit, observedAt })
  }
  return { measurements, rejected }
}

/** The strongest signal of all gateways. One that leaves its `rssi` out does not know it. */
function signalOf(rxInfo: unknown, { child, observedAt }: From): Decoded {
  if (!Array.isArray(rxInfo)) {
    const problem = malformed(`rxInfo is ${shown(rxInfo)}; expected a list`, 'rxInfo')
    return { measurements: [], rejected: [problem] }
  }
  const measurements: Measurement[] = []
  const rejected: Rejection[] = []
  for (const { field, unit } of SIGNALS) {
    let best = Number.NEGATIVE_INFINITY
    for (const [index, gateway] of rxInfo.entries()) {
      const fallback = field === 'snr' ? 0 : best
      const value = isObject(gateway) ? (gateway[field] ?? fallback) : gateway
      if (isFiniteNumber(value)) best = Math.max(best, value)
      else if (value !== best) rejected.push(notANumber(`rxInfo.${index}.${field}`, value))
    }
    if (Number.isFinite(best)) measurements.push({ child, field, value: best, unit, observedAt })
  }
  return { measurements, rejected }
}

const SIGNALS: readonly Signal[] = [
  { field: 'rssi', unit: 'dB[m]' },
  { field: 'snr', unit: 'dB' },
]

function withoutCodec({ data, fPort }: ChirpstackEvent): Rejection {
  return {
    reason: 'unknown-format',
    detail: `no object, only data ${shown(data)} on port ${shown(fPort ?? 0)}; give the device profile in ChirpStack a codec`,
    path: 'data',
  }
}

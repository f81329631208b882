import { type Decoder, fail, ok } from '@bypuls/model'
import { ChirpstackEvent, chirpstackStatus, chirpstackUplink } from '../chirpstack-event.js'
import { text } from '../example-payload.js'
import { isObject, parseJson } from '../json-bytes.js'
import { malformed, shown } from '../rejections.js'
import { parseTime } from '../times.js'
import { zodRejection } from '../zod-rejection.js'

/** Said as soon as it is recognised, whatever the topic. */
const VERSION_3 = malformed(
  'this is JSON of ChirpStack v3 (devEUI, objectJSON); expected v4, where deviceInfo.devEui names the device',
)

/** Events that hold no measurement. */
const SILENT_EVENTS: ReadonlySet<string> = new Set([
  'join',
  'ack',
  'txack',
  'log',
  'location',
  'integration',
])

/**
 * ChirpStack v4 (JSON of its MQTT and HTTP integrations), one source for many devices.
 *
 * Input: a topic that ends in `event/<up|status|…>` (or the event's name alone); protobuf JSON, whose
 * default values are left out. Output of `up`: every number of `object`, flattened with dots, and
 * `rssi` and `snr` of the gateway that heard best; of `status`: `battery` and `margin`; of other
 * events: nothing. The child is the devEUI in lower case; the time is the event's own.
 * Errors: `malformed` (also ChirpStack v3), `unknown-format` (no codec, so only bytes), `not-a-number`.
 */
export const chirpstackV4: Decoder = {
  format: 'chirpstack-v4',
  title: 'ChirpStack v4',

  decode({ bytes, receivedAt, path }) {
    const json = parseJson(bytes)
    if (!json.ok) return json
    const { value, duplicates } = json.value
    if (isObject(value) && ('devEUI' in value || 'objectJSON' in value)) return fail(VERSION_3)
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (SILENT_EVENTS.has(name)) return ok({ measurements: [], rejected: [] })
    if (name !== 'up' && name !== 'status') {
      return fail(
        malformed(`the topic ends in ${shown(name)}; expected …/event/up or another event`),
      )
    }
    const doubled = [...duplicates].find((at) => !at.startsWith('object.'))
    if (doubled !== undefined) return fail(malformed(`${doubled} stands twice`, doubled))
    const event = ChirpstackEvent.safeParse(value)
    if (!event.success) return fail(zodRejection(event.error))
    const time = event.data.time === undefined ? ok(receivedAt) : parseTime(event.data.time)
    if (!time.ok) return fail(malformed(time.problem, 'time'))

    const from = { child: event.data.deviceInfo.devEui.toLowerCase(), observedAt: time.value }
    return name === 'up'
      ? chirpstackUplink(event.data, { ...from, duplicates })
      : ok(chirpstackStatus(event.data, from))
  },

  examples: [
    {
      title: 'an uplink with a codec: its object, and how well the best gateway heard it',
      payload: text(
        '{"deduplicationId":"7b0e","time":"2026-11-23T06:00:12.512345678Z","deviceInfo":' +
          '{"applicationId":"4a1","deviceName":"lamp-017","devEui":"24E124FFFE01A2B3"},"fCnt":812,' +
          '"fPort":85,"data":"A2ftAARobw==","object":{"temperature":23.7,"air":{"co2":612}},' +
          '"rxInfo":[{"gatewayId":"a","rssi":-109,"snr":-3.5},{"gatewayId":"b","rssi":-97,"snr":7.2}]}',
        'application/4a1/device/24e124fffe01a2b3/event/up',
      ),
      expected: ok({
        measurements: [
          {
            child: '24e124fffe01a2b3',
            field: 'temperature',
            value: 23.7,
            observedAt: 1_795_413_612_512,
          },
          {
            child: '24e124fffe01a2b3',
            field: 'air.co2',
            value: 612,
            observedAt: 1_795_413_612_512,
          },
          {
            child: '24e124fffe01a2b3',
            field: 'rssi',
            value: -97,
            unit: 'dB[m]',
            observedAt: 1_795_413_612_512,
          },
          {
            child: '24e124fffe01a2b3',
            field: 'snr',
            value: 7.2,
            unit: 'dB',
            observedAt: 1_795_413_612_512,
          },
        ],
        rejected: [],
      }),
    },
    {
      title: 'values that are left out are zero, and true is 1',
      payload: text(
        '{"deviceInfo":{"devEui":"24e124fffe01a2b3"},"object":{"occupied":true},"rxInfo":[{"rssi":-80}]}',
        'application/4a1/device/24e124fffe01a2b3/event/up',
      ),
      expected: ok({
        measurements: [
          { child: '24e124fffe01a2b3', field: 'occupied', value: 1, observedAt: 1_795_413_630_000 },
          {
            child: '24e124fffe01a2b3',
            field: 'rssi',
            value: -80,
            unit: 'dB[m]',
            observedAt: 1_795_413_630_000,
          },
          {
            child: '24e124fffe01a2b3',
            field: 'snr',
            value: 0,
            unit: 'dB',
            observedAt: 1_795_413_630_000,
          },
        ],
        rejected: [],
      }),
    },
    {
      title: 'bytes without a codec are refused, saying what to do; the signal is kept',
      payload: text(
        '{"time":"2026-11-23T06:00:12Z","deviceInfo":{"devEui":"24e124fffe01a2b3"},"fPort":85,' +
          '"data":"A2ftAARobw==","rxInfo":[{"rssi":-97,"snr":7.2}]}',
        'application/4a1/device/24e124fffe01a2b3/event/up',
      ),
      expected: ok({
        measurements: [
          {
            child: '24e124fffe01a2b3',
            field: 'rssi',
            value: -97,
            unit: 'dB[m]',
            observedAt: 1_795_413_612_000,
          },
          {
            child: '24e124fffe01a2b3',
            field: 'snr',
            value: 7.2,
            unit: 'dB',
            observedAt: 1_795_413_612_000,
          },
        ],
        rejected: [
          {
            reason: 'unknown-format',
            detail:
              'no object, only data "A2ftAARobw==" on port 85; give the device profile in ChirpStack a codec',
            path: 'data',
          },
        ],
      }),
    },
    {
      title: 'a text in the object never loses its neighbours',
      payload: text(
        '{"deviceInfo":{"devEui":"24e124fffe01a2b3"},"object":{"state":"ok","temperature":23.7}}',
        'up',
      ),
      expected: ok({
        measurements: [
          {
            child: '24e124fffe01a2b3',
            field: 'temperature',
            value: 23.7,
            observedAt: 1_795_413_630_000,
          },
        ],
        rejected: [
          {
            reason: 'not-a-number',
            detail: 'object.state is the text "ok"; expected a number',
            path: 'object.state',
          },
        ],
      }),
    },
    {
      title: 'a status gives the battery and the margin',
      payload: text(
        '{"time":"2026-11-23T06:00:12Z","deviceInfo":{"devEui":"24e124fffe01a2b3"},"margin":12,"batteryLevel":86.22}',
        'application/4a1/device/24e124fffe01a2b3/event/status',
      ),
      expected: ok({
        measurements: [
          {
            child: '24e124fffe01a2b3',
            field: 'battery',
            value: 86.22,
            unit: '%',
            observedAt: 1_795_413_612_000,
          },
          {
            child: '24e124fffe01a2b3',
            field: 'margin',
            value: 12,
            unit: 'dB',
            observedAt: 1_795_413_612_000,
          },
        ],
        rejected: [],
      }),
    },
    {
      title: 'a device on mains power has no battery to report',
      payload: text(
        '{"deviceInfo":{"devEui":"24e124fffe01a2b3"},"margin":12,"externalPowerSource":true}',
        'application/4a1/device/24e124fffe01a2b3/event/status',
      ),
      expected: ok({
        measurements: [
          {
            child: '24e124fffe01a2b3',
            field: 'margin',
            value: 12,
            unit: 'dB',
            observedAt: 1_795_413_630_000,
          },
        ],
        rejected: [],
      }),
    },
    {
      title: 'a join holds no measurement and is no error',
      payload: text(
        '{"time":"2026-11-23T06:00:12Z","deviceInfo":{"devEui":"24e124fffe01a2b3"},"devAddr":"00bb1de1"}',
        'application/4a1/device/24e124fffe01a2b3/event/join',
      ),
      expected: ok({ measurements: [], rejected: [] }),
    },
    {
      title: 'ChirpStack v3 is recognised, and refused with the way out',
      payload: text('{"applicationID":"1","devEUI":"JOEk//4Bors=","objectJSON":"{}"}', 'up'),
      expected: fail({
        reason: 'malformed',
        detail:
          'this is JSON of ChirpStack v3 (devEUI, objectJSON); expected v4, where deviceInfo.devEui names the device',
      }),
    },
    {
      title: 'a message that names no device is an error',
      payload: text('{"object":{"temperature":23.7}}', 'up'),
      expected: fail({ reason: 'malformed', path: 'deviceInfo' }),
    },
  ],
}

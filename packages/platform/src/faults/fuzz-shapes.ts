/** What stands in a well-formed message, each as it is written in JSON: so a fuzzer can put anything there. */
export type Shape = {
  readonly value: string
  readonly key: string
  /** The time in the format's own notation; absent: the message has none. */
  readonly time: string | undefined
}

/** How one format's devices write a CO2 value, and where the platform has to look for it. */
export type FuzzFormat = {
  readonly format: string
  /** The end of the topic, below the device's prefix and the message's number. */
  readonly topic: string
  readonly field: string
  readonly child?: string
  readonly time: (epochMs: number) => string
  readonly write: (shape: Shape) => string
}

const iso = (epochMs: number) => `"${new Date(epochMs).toISOString()}"`
const timed = (name: string, time: string | undefined) =>
  time === undefined ? '' : `"${name}":${time},`

/** Every shipped format; the run fails where one is missing here. */
export const fuzzFormats: readonly FuzzFormat[] = [
  {
    format: 'bypuls-json',
    topic: 'up',
    field: 'co2',
    time: String,
    write: ({ key, value, time }) => `{${timed('time', time)}"${key}":${value}}`,
  },
  {
    format: 'senml-json',
    topic: 'up',
    field: 'room:co2',
    time: (epochMs) => String(epochMs / 1_000),
    write: ({ key, value, time }) =>
      `[{"bn":"room:",${timed('bt', time)}"n":"co2","u":"ppm","${key === 'co2' ? 'v' : key}":${value}}]`,
  },
  {
    format: 'chirpstack-v4',
    topic: 'event/up',
    field: 'co2',
    child: '24e124fffe01a2b3',
    time: iso,
    write: ({ key, value, time }) =>
      `{${timed('time', time)}"deviceInfo":{"devEui":"24e124fffe01a2b3"},"object":{"${key}":${value}}}`,
  },
  {
    format: 'wmbusmeters',
    topic: 'up',
    field: 'co2_ppm',
    child: '55512345',
    time: iso,
    write: ({ key, value, time }) =>
      `{"id":"55512345",${timed('timestamp', time)}"${key === 'co2' ? 'co2_ppm' : key}":${value}}`,
  },
]

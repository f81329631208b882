/** A setting with which no connection can ever come about. */
export class BrokerSettingError extends Error {
  override readonly name = 'BrokerSettingError'
}

export type BrokerPlace = {
  readonly host: string
  readonly port: number
  readonly isTls: boolean
  /** For MQTT.js and for people: no user, no password, no path. */
  readonly url: string
}

/** `mqtt://host[:1883]` or `mqtts://host[:8883]`. Throws `BrokerSettingError` for anything else. */
export function parseBrokerUrl(text: string): BrokerPlace {
  const url = URL.canParse(text) ? new URL(text) : null
  const isTls = url?.protocol === 'mqtts:'
  if (url === null || (!isTls && url.protocol !== 'mqtt:') || url.hostname === '') {
    // What cannot be read may hold a password: it is not repeated.
    throw new BrokerSettingError(
      'BYPULS_BROKER_URL: expected mqtt://host:1883 or mqtts://host:8883',
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw new BrokerSettingError(
      'BYPULS_BROKER_URL: holds a user or a password: give them as BYPULS_BROKER_USERNAME and BYPULS_BROKER_PASSWORD',
    )
  }
  const port = url.port === '' ? (isTls ? 8883 : 1883) : Number(url.port)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return { host, port, isTls, url: `${url.protocol}//${url.hostname}:${port}` }
}

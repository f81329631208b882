import type { BrokerPromise } from './contract.js'

type Settings = ReadonlyMap<string, string>
type Configuration = {
  readonly global: Settings
  /** Each with its `port`. */
  readonly listeners: readonly Settings[]
}

/** What a listener's own lines set; everything else is the broker's as a whole. */
const OF_LISTENER = new Set([
  ...['allow_anonymous', 'password_file', 'acl_file', 'use_username_as_clientid', 'protocol'],
  ...['certfile', 'keyfile', 'cafile', 'mount_point', 'max_connections', 'tls_version'],
])

/** Reads a mosquitto.conf (without the files that it includes). */
export function parseConfiguration(text: string): Configuration {
  const global = new Map<string, string>()
  const listeners: Map<string, string>[] = []
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = /^\s*([a-z_]+)\s*(.*?)\s*$/.exec(line) ?? []
    if (name === '') continue
    const listener = listeners.at(-1)
    if (name === 'listener') listeners.push(new Map([['port', value.split(/\s/)[0] ?? '']]))
    else if (listener !== undefined && OF_LISTENER.has(name)) listener.set(name, value)
    else global.set(name, value)
  }
  return { global, listeners }
}

/** What a mosquitto.conf does and does not promise to those who count on its acknowledgements. */
export function configurationPromises(text: string): readonly BrokerPromise[] {
  const { global, listeners } = parseConfiguration(text)
  const isLayered = global.get('per_listener_settings') === 'true'
  return [
    promise(global.get('persistence') === 'true', {
      kept: 'sessions and queues are saved to disk',
      broken: 'persistence is off: a restart throws away what an absent ingest has not taken',
      remedy: 'mosquitto.conf: persistence true',
    }),
    promise(limit(global.get('max_queued_messages') ?? '1000') >= 100_000, {
      kept: `up to ${global.get('max_queued_messages')} messages wait for an absent ingest`,
      broken: `only ${global.get('max_queued_messages') ?? '1000'} messages wait for an absent ingest; more are acknowledged and thrown away`,
      remedy:
        'mosquitto.conf: max_queued_messages 4000000 (0 is read as "none" by 2.0.16 to 2.0.21)',
    }),
    promise(!global.has('message_size_limit'), {
      kept: 'what is too large is refused, not acknowledged and thrown away',
      broken: 'message_size_limit acknowledges larger messages and throws them away',
      remedy: 'mosquitto.conf: max_packet_size instead of message_size_limit',
    }),
    promise(global.get('retain_available') !== 'false', {
      kept: 'devices that mark messages as retained are let in',
      broken: 'retain_available false cuts every device that publishes a retained message or will',
      remedy:
        'mosquitto.conf: without retain_available; the platform does not read retained messages',
    }),
    promise(isLayered, {
      kept: 'devices and the platform come in by listeners of their own',
      broken:
        "devices come in where the platform does: one that guesses a client id cuts the platform's connection",
      remedy: 'mosquitto.conf: per_listener_settings true, and a listener of the platform’s own',
    }),
    ...listeners.flatMap(listenerPromises),
  ]
}

function listenerPromises(listener: Settings): readonly BrokerPromise[] {
  const port = listener.get('port')
  const isOfDevices = listener.has('acl_file')
  const isClosed = listener.get('allow_anonymous') === 'false' && listener.has('password_file')
  const promises = [
    promise(isClosed, {
      kept: `port ${port} lets nobody in without a password`,
      broken: `port ${port} lets anybody in`,
      remedy: 'mosquitto.conf: allow_anonymous false and password_file, below its listener',
    }),
  ]
  if (!isOfDevices) return promises
  const isTied = listener.get('use_username_as_clientid') === 'true'
  return [
    ...promises,
    promise(isTied, {
      kept: `on port ${port} nobody can take over another's connection`,
      broken: `on port ${port} a device cuts another's connection by using its client id`,
      remedy: 'mosquitto.conf: use_username_as_clientid true, below its listener',
    }),
  ]
}

function limit(text: string): number {
  const number = Number(text)
  return Number.isInteger(number) ? number : 0
}

function promise(
  isKept: boolean,
  words: { readonly kept: string; readonly broken: string; readonly remedy: string },
): BrokerPromise {
  return isKept
    ? { ok: true, detail: words.kept }
    : { ok: false, detail: words.broken, remedy: words.remedy }
}

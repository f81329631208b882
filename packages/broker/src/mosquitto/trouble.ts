import type { BrokerPlace } from './broker-url.js'

/** What keeps a connection from working, and what to do about it. */
export type Trouble = {
  readonly kind:
    | 'unreachable'
    | 'refused'
    | 'tls'
    | 'protocol'
    | 'taken-over'
    | 'closed'
    | 'receiver'
  readonly detail: string
  readonly remedy: string
}

/** How a connection ended, as far as it is known. */
export type Ending = {
  readonly place: BrokerPlace
  readonly username: string
  readonly clientId: string
  readonly error: Error | null
  /** MQTT 5's reason, from a CONNACK or a DISCONNECT; null where none came. */
  readonly reasonCode: number | null
}

/** MQTT 5, section 2.4 (and MQTT 3.1.1, section 3.2.2.3, for what answers in the old way). */
const REASON = {
  oldProtocol: 1,
  oldBadPassword: 4,
  oldNotAuthorised: 5,
  protocolVersion: 0x84,
  badPassword: 0x86,
  notAuthorised: 0x87,
  sessionTakenOver: 0x8e,
  administrative: 0x98,
}
const REFUSED: readonly number[] = [
  REASON.oldBadPassword,
  REASON.oldNotAuthorised,
  REASON.badPassword,
  REASON.notAuthorised,
  REASON.administrative,
]
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|TLS|SSL/

/** Puts into words why a connection ended. */
export function troubleOf(ending: Ending): Trouble {
  const { place, username, clientId, error, reasonCode } = ending
  if (reasonCode === REASON.sessionTakenOver) return takenOver(clientId)
  if (reasonCode !== null && REFUSED.includes(reasonCode)) {
    return {
      kind: 'refused',
      detail: `the broker at ${place.url} refuses the user "${username}"`,
      remedy:
        'Check BYPULS_BROKER_USERNAME and BYPULS_BROKER_PASSWORD. The broker knows them from the file ' +
        '`passwords` in BYPULS_BROKER_FILES, which a process with the role broker writes.',
    }
  }
  if (reasonCode === REASON.oldProtocol || reasonCode === REASON.protocolVersion) {
    return {
      kind: 'protocol',
      detail: `the broker at ${place.url} does not speak MQTT 5`,
      remedy: 'BYPULS_BROKER_URL: name a broker that does, such as Mosquitto 2.0 or newer.',
    }
  }
  const code = codeOf(error)
  if (place.isTls && CERTIFICATE.test(code)) {
    return {
      kind: 'tls',
      detail: `the certificate of ${place.url} is not trusted (${code})`,
      remedy:
        'BYPULS_BROKER_CA: name the PEM file of who signed it; the host in BYPULS_BROKER_URL must be one that it names.',
    }
  }
  if (error === null) {
    return {
      kind: 'closed',
      detail: `the broker at ${place.url} closed the connection${reasonCode === null ? '' : ` (reason ${reasonCode})`}`,
      remedy: 'It is tried again by itself; the broker’s log says why.',
    }
  }
  return {
    kind: 'unreachable',
    detail: `no answer from the broker at ${place.url} (${code === '' ? error.message : code})`,
    remedy: 'Is it running? Check BYPULS_BROKER_URL. It is tried again by itself.',
  }
}

/** What the same looks like on a broker that does not say so. */
export function cutAgainAndAgain(place: BrokerPlace, clientId: string): Trouble {
  return {
    ...takenOver(clientId),
    detail: `the broker at ${place.url} cuts the client "${clientId}" each time just after letting it in`,
  }
}

/** Two programs with one client id throw each other out for ever. */
export function takenOver(clientId: string): Trouble {
  return {
    kind: 'taken-over',
    detail: `another client with the id "${clientId}" took over this one's connection to the broker`,
    remedy:
      'Two processes have the same BYPULS_PROCESS: give each a name of its own, or stop one. (Or ' +
      'BYPULS_BROKER_URL names the devices’ listener, where a user name has one connection: name the ' +
      'platform’s.) No message is lost: the broker keeps what neither has acknowledged.',
  }
}

function codeOf(error: Error | null): string {
  return error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

import type { Refusal } from '../bus.js'
import { cut, topicPrefix, topicProblem } from '../topic-rules.js'

export type LogReaderDeps = {
  readonly onRefused: (refusal: Refusal) => void
  readonly now: () => number
  /** A session's queue is full: acknowledged messages are being thrown away. */
  readonly onDropping: (clientId: string) => void
}

type Told = Pick<Refusal, 'action' | 'topic' | 'reason'>

/** On the devices' listeners the client id is the user name. */
const DEVICE = /^([a-z0-9-]{1,40})\/([a-z0-9-]{1,40})$/
const STAMP = /^[\w:.+-]{1,40}: /

const CONNECTING = /^New connection from (.+):\d+ on port \d+\.$/
const CONNECTED = /^New client connected from (.+):\d+ as (.+) \(p\d, c\d, k\d+(?:, u'.*')?\)\.$/
const REFUSED = /^Client (.+) disconnected, not authorised\.$/
const ENDED =
  /^Client (.+) (?:disconnected|closed its connection|has exceeded timeout|disconnected: .*)/
const BROKE_RULES = /^Client (.+) disconnected due to (.+)\.$/
const BROKE_PROTOCOL = /^Bad socket read\/write on client (.+?): (.+)$/
const LEFT = /^Client (.+) disconnected\.$/
const REPLACED = /^Client (.+) already connected, closing old connection\.$/
const DENIED = /^Denied PUBLISH from (.+?) \(d\d, q\d, r\d, m\d+, '(.*)', \.\.\. \(\d+ bytes\)\)$/s
const SUBSCRIBED = /^(.+) [012] (.+)$/s
const DROPPING = /^Outgoing messages are being dropped for client (.+)\.$/
/** Release 2.1 has one form for all of these. */
const MODERN = /^Client (.+) \[(.+):\d+\] disconnected(?:: (.+))?\.$/
const RELOADING = 'Reloading config.'
const LOADING = 'Loading config file '
const UNKNOWN = '<unknown>'
/** How the platform's own client ids begin. */
const OWN = 'bypuls-'
const REVOKED = 'the credential was revoked; its connection was ended'

/** Beyond it the memory starts afresh. */
const MAX_REMEMBERED = 200_000

/**
 * Reads a Mosquitto's log (releases 2.0 and 2.1) for what it turned away. It says who, except of a client that
 * never got in: of that one it names nobody, and the address only where one alone is connecting.
 */
export function createLogReader({ onRefused, now, onDropping }: LogReaderDeps) {
  const addresses = new Map<string, string>()
  const connecting = new Map<string, number>()
  let latest: string | null = null
  let hasWill = false
  /** The time of a reload whose consequences are being logged; null once something else is. */
  let reloadedAt: string | null = null

  function tell(clientId: string, told: Told): void {
    const [, organisation = null, device = null] = DEVICE.exec(clientId) ?? []
    if (clientId.startsWith(OWN)) return
    const isStranger = clientId === UNKNOWN
    const remoteAddress = isStranger ? onlyOneConnecting() : (addresses.get(clientId) ?? null)
    const { action, topic, reason } = told
    const what = { action, topic: topic === null ? null : cut(topic), reason }
    onRefused({ at: now(), organisation, device, clientId, remoteAddress, ...what })
  }

  function onlyOneConnecting(): string | null {
    const [one, more] = connecting.keys()
    return one !== undefined && more === undefined ? one : null
  }

  function arrive(address: string, by: 1 | -1): void {
    const left = (connecting.get(address) ?? 0) + by
    if (left > 0) connecting.set(address, left)
    else connecting.delete(address)
  }

  function end(clientId: string): void {
    const address = clientId === UNKNOWN ? onlyOneConnecting() : null
    if (address !== null) arrive(address, -1)
    addresses.delete(clientId)
  }

  /** Whom a reload cuts, Mosquitto logs like somebody who left, right behind the word of the reload. */
  function revokedIn(text: string, word: string): void {
    const [stamp = ''] = STAMP.exec(text) ?? []
    const [, left] = LEFT.exec(word) ?? []
    if (word.startsWith(LOADING)) return
    if (word === RELOADING) reloadedAt = stamp
    else if (left === undefined || stamp !== reloadedAt) reloadedAt = null
    else tell(left, { action: 'connect', topic: null, reason: REVOKED })
  }

  function line(text: string): void {
    const word = inOldWords(text.replace(STAMP, ''))
    revokedIn(text, word)
    const connected = CONNECTED.exec(word)
    if (connected !== null) {
      const [, address = '', clientId = ''] = connected
      arrive(address, -1)
      if (addresses.size >= MAX_REMEMBERED) addresses.clear()
      addresses.set(clientId, address)
      latest = clientId
      return
    }
    const [, from] = CONNECTING.exec(word) ?? []
    if (from !== undefined) {
      if (connecting.size >= MAX_REMEMBERED) connecting.clear()
      arrive(from, 1)
      return
    }
    refusalIn(word)
    const [, dropping] = DROPPING.exec(word) ?? []
    if (dropping !== undefined) onDropping(dropping)
    const [, broken, ended = broken] = ENDED.exec(word) ?? []
    if (ended !== undefined) end(ended)
  }

  function refusalIn(word: string): void {
    const [, refused] = REFUSED.exec(word) ?? []
    if (refused !== undefined) {
      const reason = refused === UNKNOWN ? 'unknown user name or wrong password' : REVOKED
      tell(refused, { action: 'connect', topic: null, reason })
      return
    }
    const [, breaker, rule = ''] = BROKE_RULES.exec(word) ?? BROKE_PROTOCOL.exec(word) ?? []
    if (breaker !== undefined) {
      const reason = `its connection was ended: ${rule}`
      tell(breaker, { action: 'publish', topic: null, reason })
      return
    }
    const [, replaced] = REPLACED.exec(word) ?? []
    if (replaced !== undefined) {
      const reason =
        'another connection with the same credential took over: on this broker a credential has one ' +
        'connection at a time, so give each program a credential of its own'
      tell(replaced, { action: 'connect', topic: null, reason })
    }
  }

  return {
    /** A line of the ordinary log, with its time before it or not. */
    line,

    /** A line of the log of subscriptions: client, QoS, topic. */
    subscription(text: string): void {
      const [, clientId = '', topic = ''] = SUBSCRIBED.exec(text.replace(STAMP, '')) ?? []
      if (clientId === '') return
      const reason = 'a device publishes only; of what it subscribes to nothing is delivered'
      tell(clientId, { action: 'subscribe', topic, reason })
    },

    /** A line of the log of everything, where there is one; what the others tell is passed over. */
    detail(text: string): void {
      const word = text.replace(STAMP, '')
      const denied = DENIED.exec(word)
      if (denied !== null) {
        const [, clientId = '', topic = ''] = denied
        tell(clientId, { action: 'publish', topic, reason: whyNot(clientId, topic) })
        return
      }
      const connected = CONNECTED.exec(word)
      if (connected !== null) latest = connected[2] ?? null
      const isWill = hasWill && word.startsWith('\t')
      hasWill = word.startsWith('Will message specified')
      if (!isWill || latest === null) return
      const topic = word.slice(1)
      const [, organisation = '', device = ''] = DEVICE.exec(latest) ?? []
      const problem = topicProblem(topicPrefix({ organisation, device }), topic)
      if (problem !== null)
        tell(latest, { action: 'connect', topic, reason: `the will: ${problem}` })
    },
  }
}

/** How release 2.0 says what 2.1 says. */
function inOldWords(word: string): string {
  const modern = MODERN.exec(word)
  if (modern === null) return word
  const [, clientId, , reason] = modern
  switch (reason) {
    case undefined:
      return `Client ${clientId} disconnected.`
    case 'not authorised':
    case 'bad username or password':
      return `Client ${clientId} disconnected, not authorised.`
    case 'connection closed by client':
    case 'exceeded timeout':
    case 'session taken over':
      return `Client ${clientId} closed its connection.`
    default:
      return `Client ${clientId} disconnected due to ${reason}.`
  }
}

function whyNot(clientId: string, topic: string): string {
  const [organisation = '', device = ''] = clientId.split('/')
  return topicProblem(topicPrefix({ organisation, device }), topic) ?? 'the ACL does not allow it'
}

import type { AedesOptions, PublishPacket } from 'aedes'
import type { Acknowledger } from './acknowledger.js'
import type { BusDeps } from './bus.js'
import { RefusedError } from './refusal-error.js'
import type { Refuse } from './refusals.js'
import type { Session } from './session.js'
import type { Sessions } from './sessions.js'
import { topicProblem } from './topic-rules.js'

type Gate = Required<Pick<AedesOptions, 'authorizePublish' | 'authorizeSubscribe'>>
type PublishGateDeps = Pick<BusDeps, 'receive' | 'now'> & {
  readonly sessions: Sessions
  readonly refuse: Refuse
  readonly acknowledger: Acknowledger
  /** The broker is stopping: what comes now stays unacknowledged, and the device sends it again. */
  readonly closing: () => boolean
}

const NOTHING = Buffer.alloc(0)
/** A connection that goes on asking is ended. */
const REFUSED_SUBSCRIPTIONS = 20

/**
 * What a device may do: publish below its own prefix, and nothing else.
 *
 * A message is acknowledged when `receive` says it is on disk, never before, and never when refused:
 * MQTT 3.1.1 knows no negative acknowledgement, so the connection ends [MQTT-3.3.5-2].
 */
export function createPublishGate(deps: PublishGateDeps): Gate {
  const { receive, now, sessions, refuse, acknowledger, closing } = deps

  function take(session: Session, packet: PublishPacket, callback: (error?: Error) => void): void {
    const { qos, topic } = packet
    const payload =
      typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
    const bytes = payload.length
    const messageId = qos === 1 ? (packet.messageId ?? null) : null
    const isWill = session.client.closed
    // From here on aedes has nothing to do but read on: nobody is subscribed, and the PUBACK is ours.
    if (qos === 1) packet.qos = 0
    packet.retain = false
    packet.payload = NOTHING
    acknowledger.taken(session, bytes, qos === 2 || isWill ? null : callback)
    receive(
      {
        organisation: session.identity?.organisation ?? '',
        device: session.identity?.device ?? '',
        topic,
        payload,
        receivedAt: now(),
      },
      (error) => {
        acknowledger.settled(session, bytes, error === undefined ? messageId : null)
        if (error !== undefined) return giveUp(session, packet, error)
        if (qos === 2 && !isWill) callback()
      },
    )
    // aedes would publish the will to subscribers; it has been taken already.
    if (isWill) callback(new RefusedError('a will is taken as a message'))
  }

  /** Without an acknowledgement the device sends again, but only on a new connection. */
  function giveUp(session: Session, packet: PublishPacket, error: Error): void {
    if (session.cut || session.client.closed) return
    session.cut = true
    const reason = `not acknowledged: ${error.message}`
    refuse(session, { action: 'publish', topic: packet.topic, reason })
    session.client.close()
  }

  return {
    authorizePublish(client, packet, callback) {
      const session = client === null ? undefined : sessions.of(client)
      if (session === undefined || session.identity === null || session.cut) {
        return callback(new RefusedError('the connection is being closed'))
      }
      if (closing() && !session.client.closed) return
      if (packet.topic !== session.allowedTopic) {
        const reason = topicProblem(session.prefix, packet.topic)
        if (reason !== null) {
          return callback(refuse(session, { action: 'publish', topic: packet.topic, reason }))
        }
        session.allowedTopic = packet.topic
      }
      take(session, packet, callback)
    },

    authorizeSubscribe(client, subscription, callback) {
      const session = sessions.of(client)
      if (session === undefined) return callback(new RefusedError('no session'))
      const error = refuse(session, {
        action: 'subscribe',
        topic: subscription.topic,
        reason: 'a device publishes only; it may not subscribe to anything',
      })
      session.refusedSubscriptions += 1
      if (session.refusedSubscriptions > REFUSED_SUBSCRIPTIONS) return callback(error)
      callback(null, null) // SUBACK with 0x80, "failure" [MQTT-3.9.3-2]
    },
  }
}

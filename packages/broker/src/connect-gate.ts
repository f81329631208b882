import type { AedesOptions, Client, ConnectPacket } from 'aedes'
import type { BusDeps, Identity } from './bus.js'
import { RefusedError } from './refusal-error.js'
import type { Refuse } from './refusals.js'
import { addressOf, createSession, type Session } from './session.js'
import type { Sessions } from './sessions.js'
import { namesProblem, topicPrefix, topicProblem } from './topic-rules.js'

type Gate = Required<Pick<AedesOptions, 'preConnect' | 'authenticate'>>
type ConnectGateDeps = Pick<BusDeps, 'authenticate'> & {
  readonly sessions: Sessions
  readonly refuse: Refuse
}

const MAX_CLIENT_ID_LENGTH = 256
const SERVER_UNAVAILABLE = 3
const NOT_AUTHORIZED = 5

/**
 * Who may connect: a CONNECT with the user name `<organisation>/<device>` and its password.
 *
 * No session outlives its connection, whatever the client asks: a device has no subscriptions, and
 * what was not acknowledged it sends again.
 */
export function createConnectGate({ authenticate, sessions, refuse }: ConnectGateDeps): Gate {
  const wills = new WeakMap<Client, string>()
  let unchecked = 0

  async function check(session: Session, password: Uint8Array | undefined): Promise<void> {
    const identity = await identify(session, password)
    if (session.cut) throw denied(session, 'the credential was revoked')
    session.identity = identity
    session.prefix = topicPrefix(identity)
    const will = wills.get(session.client)
    const problem = will === undefined ? null : topicProblem(session.prefix, will)
    if (will !== undefined && problem !== null) {
      throw refuse(session, { action: 'connect', topic: will, reason: `the will: ${problem}` })
    }
    // Two devices may choose one client id; only connections of one credential replace each other.
    const scope = session.clientId === '' ? `#${++unchecked}` : `:${session.clientId}`
    Reflect.set(session.client, 'id', `${identity.organisation}/${identity.device}${scope}`)
  }

  async function identify(session: Session, password: Uint8Array | undefined): Promise<Identity> {
    const { username } = session
    if (username === null || password === undefined) {
      throw denied(session, 'no user name and password; expected <organisation>/<device>')
    }
    const [organisation = '', device = '', ...more] = username.split('/')
    const problem =
      more.length > 0 || !username.includes('/')
        ? 'the user name is not <organisation>/<device>'
        : namesProblem(organisation, device)
    if (problem !== null) throw denied(session, problem)
    const identity = await authenticate(username, password, session.remoteAddress)
    if (identity?.organisation !== organisation || identity.device !== device) {
      throw denied(session, 'unknown user name or wrong password')
    }
    return identity
  }

  function denied(session: Session, reason: string): RefusedError {
    return refuse(session, { action: 'connect', topic: null, reason })
  }

  return {
    preConnect(client, packet, callback) {
      const session = createSession(client, given(client, packet))
      sessions.add(session)
      if (packet.protocolVersion === 5) {
        denied(session, 'MQTT 5 is not spoken here; expected MQTT 3.1.1')
        session.cut = true // aedes answers with the code for it
      } else if (session.clientId.length > MAX_CLIENT_ID_LENGTH) {
        const reason = `a client id of ${session.clientId.length} characters; at most ${MAX_CLIENT_ID_LENGTH} are taken`
        return callback(denied(session, reason), false)
      }
      if (packet.will !== undefined) {
        wills.set(client, packet.will.topic)
        packet.will.retain = false
      }
      // Before the password is checked the client must not touch what belongs to another's id.
      packet.clientId = `unchecked ${++unchecked}`
      packet.clean = true
      callback(null, true)
    },

    authenticate(client, _username, password, callback) {
      const session = sessions.of(client)
      if (session === undefined) return callback(withCode(new RefusedError('no session')), false)
      check(session, password).then(
        () => callback(null, true),
        (error: unknown) => callback(withCode(error), false),
      )
    },
  }
}

function given(client: Client, packet: ConnectPacket) {
  return {
    username: packet.username ?? null,
    clientId: packet.clientId,
    remoteAddress: addressOf(client),
  }
}

/** aedes answers with the code of the error; one that is not ours means the registry is away. */
function withCode(error: unknown): Error & { returnCode: number } {
  const refused = error instanceof RefusedError
  const message = error instanceof Error ? error.message : String(error)
  return Object.assign(refused ? error : new Error(message, { cause: error }), {
    returnCode: refused ? NOT_AUTHORIZED : SERVER_UNAVAILABLE,
  })
}

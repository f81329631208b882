import type { Client } from 'aedes'
import type { Identity } from './bus.js'
import type { Session } from './session.js'

/** The connections there are, by aedes' client and by the credential they use. */
export function createSessions() {
  const byClient = new WeakMap<Client, Session>()
  const byUsername = new Map<string, Set<Session>>()

  return {
    of: (client: Client): Session | undefined => byClient.get(client),

    add(session: Session): void {
      byClient.set(session.client, session)
      const username = session.username ?? ''
      const same = byUsername.get(username) ?? new Set()
      byUsername.set(username, same.add(session))
      session.client.conn.once('close', () => {
        same.delete(session)
        if (same.size === 0 && byUsername.get(username) === same) byUsername.delete(username)
      })
    },

    /** Connections that use (or are just giving) a device's credential. */
    using(identity: Identity): readonly Session[] {
      return [...(byUsername.get(`${identity.organisation}/${identity.device}`) ?? [])]
    },

    all(): readonly Session[] {
      return [...byUsername.values()].flatMap((sessions) => [...sessions])
    },
  }
}
export type Sessions = ReturnType<typeof createSessions>

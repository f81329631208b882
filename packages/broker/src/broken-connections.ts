import type { Aedes, Client } from 'aedes'
import { RefusedError } from './refusal-error.js'
import type { Refuse } from './refusals.js'
import { strangerOf } from './session.js'
import type { Sessions } from './sessions.js'

/** How a connection ends by itself; nobody was turned away. */
const ORDINARY = new Set(['keep alive timeout', 'drain timeout', 'connection closed'])

/** Tells of connections that aedes ends itself because the client does not keep to the protocol. */
export function watchBrokenConnections(
  broker: Aedes,
  { sessions, refuse }: { readonly sessions: Sessions; readonly refuse: Refuse },
): void {
  function tell(client: Client, error: Error): void {
    // A socket's own errors (reset, TLS) have a code.
    if (error instanceof RefusedError || 'code' in error || ORDINARY.has(error.message)) return
    const session = sessions.of(client)
    if (session?.cut) return // it has been told why
    refuse(session ?? strangerOf(client), {
      action: actionOf(error.message, session?.identity !== null),
      topic: null,
      reason: `the connection was ended: ${error.message}`,
    })
  }
  broker.on('clientError', tell)
  broker.on('connectionError', tell)
}

/** aedes names the packet in its messages (`# is not allowed in PUBLISH`). */
function actionOf(message: string, connected: boolean): 'connect' | 'publish' | 'subscribe' {
  if (message.includes('SUBSCRIBE')) return 'subscribe'
  return connected ? 'publish' : 'connect'
}

import type { BusDeps, Refusal } from './bus.js'
import { RefusedError } from './refusal-error.js'
import type { Attempter } from './session.js'
import { cut } from './topic-rules.js'

type Attempt = Pick<Refusal, 'action' | 'topic' | 'reason'> & { readonly returnCode?: number }

/** Tells a refusal to whoever listens, and gives the error that ends the connection. */
export function createRefusals({ onRefused, now }: Pick<BusDeps, 'onRefused' | 'now'>) {
  return function refuse(who: Attempter, attempt: Attempt): RefusedError {
    const [organisation, device] = namesOf(who)
    onRefused({
      at: now(),
      organisation,
      device,
      clientId: cut(who.clientId),
      remoteAddress: who.remoteAddress,
      action: attempt.action,
      topic: attempt.topic === null ? null : cut(attempt.topic),
      reason: attempt.reason,
    })
    return new RefusedError(attempt.reason, attempt.returnCode)
  }
}
export type Refuse = ReturnType<typeof createRefusals>

function namesOf({ identity, username }: Attempter): readonly [string | null, string | null] {
  if (identity !== null) return [identity.organisation, identity.device]
  if (username === null) return [null, null]
  const slash = username.indexOf('/')
  if (slash === -1) return [cut(username), null]
  return [cut(username.slice(0, slash)), cut(username.slice(slash + 1))]
}

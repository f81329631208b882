import { StoreError } from '../store-error.js'
import type { Changes } from './changes.js'
import type { Body } from './lines.js'
import { createTurns } from './turns.js'

/** Requests under way at the same time. */
const AT_ONCE = 4

export type Writer = {
  /** Resolves when every body is acknowledged. Rejects with what went wrong, when all have ended. */
  write(bodies: Iterable<Body>): Promise<void>
  /** Runs when what was asked before has been put together; what is asked later waits for it. */
  inOrder<Value>(action: () => Value): Promise<Value>
}

/**
 * Brings bodies to the server, several at once. Two that touch the same place at the same times go one
 * after the other, in the order their writes were made, so that the later wins; all others go side by
 * side.
 */
export function createWriter(send: (text: string) => Promise<void>, changes: Changes): Writer {
  const turn = createTurns(AT_ONCE)
  let line: Promise<unknown> = Promise.resolve()

  function inOrder<Value>(action: () => Value | Promise<Value>): Promise<Value> {
    const done = line.then(action)
    line = done.catch(() => undefined)
    return done
  }

  /** Sends each body as it comes; the next is put together when there is a turn for it. */
  async function bring(bodies: Iterable<Body>): Promise<readonly Promise<void>[]> {
    const sent: Promise<void>[] = []
    let failed = false
    try {
      for (const { text, touched } of bodies) {
        const { before, end } = changes.announce(touched)
        await new Promise<void>((begun) => {
          const done = turn(async () => {
            begun()
            await before
            await send(text)
          }).finally(end)
          sent.push(done)
          done.catch(() => {
            failed = true
          })
        })
        if (failed) break
      }
    } catch (error) {
      sent.push(Promise.reject(error))
    }
    return sent
  }

  return {
    inOrder,
    async write(bodies) {
      const sent = await inOrder(() => bring(bodies))
      throwWorst(await Promise.allSettled(sent))
    },
  }
}

/** A refusal says that the batch is at fault: only where nothing else stood in its way. */
function throwWorst(results: readonly PromiseSettledResult<void>[]): void {
  const reasons: unknown[] = results.flatMap((one) =>
    one.status === 'rejected' ? [one.reason] : [],
  )
  if (reasons.length === 0) return
  const isRefusal = (reason: unknown) => reason instanceof StoreError && reason.kind === 'refused'
  throw reasons.find((reason) => !isRefusal(reason)) ?? reasons[0]
}

import type { Client } from 'pg'
import type { Cluster } from '../cluster.js'
import type { SessionPart } from './session.js'

type Contender = {
  readonly task: string
  readonly work: (signal: AbortSignal) => Promise<void>
  leading?: { readonly stop: AbortController; readonly done: Promise<void> }
}

/**
 * Work that one process at a time does. Leading is a lock that this connection holds: where the
 * connection breaks, the work is told to stop at once, some seconds before the server takes a peer
 * that vanished for gone and lets another lead.
 */
export function createLeading(deps: {
  /** Brings the memory up to date: the work goes on where another's ended. */
  readonly catchUp: () => Promise<void>
  readonly client: () => Client | null
  readonly onTrouble: (error: Error) => void
}): Pick<Cluster, 'lead'> & SessionPart & { stopAll(): Promise<void> } {
  const contenders = new Set<Contender>()

  async function contend(client: Client, contender: Contender): Promise<void> {
    const isLed = [...contenders].some((it) => it.task === contender.task && it.leading)
    if (isLed || !(await lock(client, contender.task))) return
    if (!contenders.has(contender)) return unlock(client, contender.task)
    const stop = new AbortController()
    contender.leading = { stop, done: run(client, contender, stop.signal) }
  }

  async function run(client: Client, contender: Contender, signal: AbortSignal): Promise<void> {
    try {
      await deps.catchUp()
      if (!signal.aborted) await contender.work(signal)
    } catch (error) {
      if (!signal.aborted) deps.onTrouble(error instanceof Error ? error : new Error(String(error)))
    } finally {
      await unlock(client, contender.task)
      delete contender.leading
    }
  }

  async function stop(contender: Contender): Promise<void> {
    contenders.delete(contender)
    contender.leading?.stop.abort()
    await contender.leading?.done
  }

  return {
    lead(task, work) {
      const contender: Contender = { task, work }
      contenders.add(contender)
      return () => stop(contender)
    },
    stopAll: async () => {
      await Promise.all([...contenders].map(stop))
    },
    async beat(client) {
      for (const contender of contenders) await contend(client, contender)
    },
    lost(reason) {
      for (const { leading } of contenders) leading?.stop.abort(reason)
    },
  }
}

const KEY = "hashtextextended('lead ' || $1, 0)"

async function lock(client: Client, task: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `select pg_try_advisory_lock(${KEY}) as taken`,
    [task],
  )
  return rows[0]?.taken === true
}

/** Where the connection is gone, so is the lock. */
async function unlock(client: Client, task: string): Promise<void> {
  await client.query(`select pg_advisory_unlock(${KEY})`, [task]).catch(() => undefined)
}

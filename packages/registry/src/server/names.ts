import { setTimeout } from 'node:timers/promises'
import type { Client } from 'pg'
import { z } from 'zod'
import { type Cluster, NameTakenError, type ProcessRecord } from '../cluster.js'
import type { SessionPart } from './session.js'
import { RegistryUnavailableError } from './unavailable.js'

/**
 * A process that was killed frees its name at once, one whose machine vanished when the server gives
 * its connection up. One that lives shows itself every second: then there is no point in waiting.
 */
const TRY_FOR_MS = 15_000
const TRY_EVERY_MS = 200

/** Who has not been seen for that long is not shown. */
const SHOWN_S = 10

const Records = z.array(
  z.object({
    name: z.string(),
    roles: z.array(z.enum(['broker', 'ingest', 'watch', 'api'])),
    url: z.string(),
  }),
)

type Names = Pick<Cluster, 'join' | 'processes'> & SessionPart & { leave(): Promise<void> }

/**
 * The processes by their names. A name is a lock that this connection holds: the server frees it when
 * the process dies. The table says where they are.
 */
export function createNames(deps: {
  readonly client: () => Client | null
  readonly onTrouble: (error: Error) => void
}): Names {
  let self: ProcessRecord | undefined
  let isHeld = false
  let shown: readonly ProcessRecord[] = []

  async function take(client: Client, name: string): Promise<boolean> {
    const { rows } = await client.query<{ taken: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('process ' || $1, 0)) as taken",
      [name],
    )
    isHeld = rows[0]?.taken === true
    return isHeld
  }

  async function show(client: Client, { name, roles, url }: ProcessRecord): Promise<void> {
    await client.query(
      `insert into processes (name, roles, url, seen_at) values ($1, $2, $3, clock_timestamp())
       on conflict (name) do update
       set roles = excluded.roles, url = excluded.url, seen_at = excluded.seen_at`,
      [name, JSON.stringify(roles), url],
    )
  }

  async function look(client: Client): Promise<void> {
    const { rows } = await client.query(
      `select name, roles, url from processes
       where seen_at > clock_timestamp() - interval '${SHOWN_S} s' order by name`,
    )
    shown = Records.parse(rows)
  }

  async function beat(client: Client): Promise<void> {
    if (self !== undefined && !isHeld && !(await take(client, self.name))) {
      deps.onTrouble(new NameTakenError(self.name))
    }
    if (self !== undefined && isHeld) await show(client, self)
    await look(client)
  }

  return {
    async join(process) {
      const until = Date.now() + TRY_FOR_MS
      let seen: string | undefined
      for (;;) {
        const client = deps.client()
        if (client !== null && (await take(client, process.name))) {
          self = process
          return beat(client)
        }
        const lastSeen = client === null ? undefined : await lastSeenOf(client, process.name)
        const isAlive = seen !== undefined && lastSeen !== undefined && lastSeen !== seen
        if (isAlive) throw new NameTakenError(process.name)
        if (Date.now() > until) throw client === null ? away() : new NameTakenError(process.name)
        seen = lastSeen
        await setTimeout(TRY_EVERY_MS)
      }
    },

    processes: () => shown,

    async leave() {
      const client = deps.client()
      if (client === null || self === undefined || !isHeld) return
      const { name } = self
      self = undefined
      await client.query('delete from processes where name = $1', [name]).catch(() => undefined)
    },

    beat,
    lost() {
      isHeld = false
    },
  }
}

/** When the process of that name showed itself last, by the server's clock. */
async function lastSeenOf(client: Client, name: string): Promise<string | undefined> {
  const { rows } = await client.query<{ seen: string }>(
    'select seen_at::text as seen from processes where name = $1',
    [name],
  )
  return rows[0]?.seen
}

function away(): RegistryUnavailableError {
  return new RegistryUnavailableError(
    'BYPULS_REGISTRY_URL: Postgres does not answer, so that this process cannot take its name',
    'Start Postgres, or correct the address.',
  )
}

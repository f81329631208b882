import { setTimeout } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/node-postgres'
import { DatabaseError, Pool, type PoolClient } from 'pg'
import type { Database } from '../database/database.js'
import type { Storage } from '../database/storage.js'
import type { Address } from './address.js'
import { RegistryUnavailableError, toUnavailable } from './unavailable.js'

/** A write waits for the writes of the others before it: long enough for a large one. */
const QUERY_MS = 20_000

const HEALTH_MS = 3000

/** Connections of one process, beside the one that holds its locks. */
const CONNECTIONS = 4

type ServerStorage = Storage & {
  /** Uses new connections from now on: the ones that there are may be dead without a word. */
  renew(): void
  close(): Promise<void>
}

/** A Postgres server as a storage. Its trouble comes as `RegistryUnavailableError`. */
export function openServerStorage(address: Address): ServerStorage {
  let pool = newPool(address)

  async function transaction<Answer>(
    work: (transaction: Database) => Promise<Answer>,
    kind: 'write' | 'snapshot' = 'write',
  ): Promise<Answer> {
    const client = await pool.connect()
    let isUsable = false
    try {
      await client.query(kind === 'write' ? 'begin' : 'begin isolation level repeatable read')
      const answer = await work(drizzle({ client }))
      await client.query('commit')
      isUsable = true
      return answer
    } catch (error) {
      isUsable = await undone(client, error)
      throw error
    } finally {
      client.release(!isUsable)
    }
  }

  return {
    get database() {
      return drizzle({ client: pool })
    },
    transaction: (work, kind) =>
      transaction(work, kind).catch((error: unknown) => {
        throw toUnavailable(error, address.name)
      }),
    async health() {
      try {
        await Promise.race([pool.query('select 1'), late()])
        return { ok: true }
      } catch (error) {
        const trouble = toUnavailable(error, address.name)
        if (!(trouble instanceof RegistryUnavailableError)) throw trouble
        return { ok: false, detail: trouble.message, remedy: trouble.remedy }
      }
    },
    renew() {
      const before = pool
      pool = newPool(address)
      before.end().catch(() => undefined) // what is under way there ends by itself
    },
    close: () => pool.end(),
  }
}

function newPool(address: Address): Pool {
  const pool = new Pool({ ...address.config({ queryMs: QUERY_MS }), max: CONNECTIONS })
  // A connection that breaks tells its query, or nobody: the next one is a new one.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

async function late(): Promise<never> {
  await setTimeout(HEALTH_MS, undefined, { ref: false })
  throw new Error(`timeout: no answer within ${HEALTH_MS / 1000} s`)
}

/** Undoes the transaction; false where the connection is not to be used again. */
async function undone(client: PoolClient, error: unknown): Promise<boolean> {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const mayBeBroken = 'syscall' in Object(cause) || /connection|timeout/i.test(String(cause))
  if (mayBeBroken && !(cause instanceof DatabaseError)) return false
  return client.query('rollback').then(
    () => true,
    () => false,
  )
}

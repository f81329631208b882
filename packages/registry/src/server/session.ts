import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'
import type { Address } from './address.js'

/** What hangs on the connection: its locks are held, and its word is heard, as long as it lives. */
export type SessionPart = {
  /** There is a new connection. Rejecting gives it up and makes another. */
  connected?(client: Client): Promise<void>
  /** Once a second. Rejecting gives the connection up. */
  beat?(client: Client): Promise<void>
  /** The connection is gone, and with it all that it held. */
  lost?(reason: Error): void
  /** The server told of something. */
  notified?(): void
}

export type Session = {
  /** The connection; null while there is none. */
  client(): Client | null
  close(): Promise<void>
}

/** The server ends a question after that, we 3 s later: with the beat, a dead connection is known in 7 s. */
const QUERY_MS = 3000
const BEAT_MS = 1000
const CLOSE_MS = 1000

/** Keeps one connection of its own to the server for as long as the process lives. */
export function openSession(address: Address, parts: readonly SessionPart[]): Session {
  const closing = new AbortController()
  let current: Client | null = null
  const done = keepConnected()

  async function keepConnected(): Promise<void> {
    while (!closing.signal.aborted) {
      await holdOne()
      await rested(BEAT_MS)
    }
  }

  async function holdOne(): Promise<void> {
    const client = new Client(address.config({ queryMs: QUERY_MS }))
    const broken = new Promise<never>((_, reject) => {
      client.on('error', reject)
      client.once('end', () => reject(new Error('the connection to Postgres ended')))
    })
    broken.catch(() => undefined) // told below, or closed by us
    client.on('notification', () => {
      for (const part of parts) part.notified?.()
    })
    let wasThere = false
    try {
      await client.connect()
      wasThere = true
      // What is written here need not outlive the server; a slow disk must not look like a dead one.
      await client.query('set synchronous_commit = off')
      for (const part of parts) await part.connected?.(client)
      current = client
      while (!closing.signal.aborted) {
        await Promise.race([broken, beat(client)])
        await Promise.race([broken, rested(BEAT_MS)])
      }
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error))
      if (wasThere) for (const part of parts) part.lost?.(reason)
    } finally {
      current = null
      await Promise.race([client.end().catch(() => undefined), setTimeout(CLOSE_MS)])
    }
  }

  async function beat(client: Client): Promise<void> {
    for (const part of parts) await part.beat?.(client)
  }

  function rested(ms: number): Promise<unknown> {
    return setTimeout(ms, undefined, { signal: closing.signal }).catch(() => undefined)
  }

  return {
    client: () => current,
    async close() {
      closing.abort()
      await done
    },
  }
}

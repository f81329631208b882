import { RequestTimedOutError } from '@influxdata/influxdb-client'
import { StoreError } from '../store-error.js'
import type { Connection } from './connection.js'
import { writePath } from './health.js'

/** Brings lines to the server; resolves when it has them all on its disk. */
export type Send = (text: string) => Promise<void>

/** No request is made smaller than this, in characters: half a minute of a line of half a kilobyte a second. */
const LEAST = 16_384
/** A request that took less than this share of the patience says that the next may be twice as large. */
const QUICK = 0.25

/**
 * A line may be too narrow for a whole request to get through before the server's silence counts as an
 * outage, and the same request again would never do. So after a silence requests are half as large, and
 * they grow again when they are answered quickly. Nothing is lost by sending in parts: what was sent
 * twice is stored once.
 */
export function createSend(connection: Connection, silenceMs: number): Send {
  const path = writePath(connection.address)
  let most = Infinity

  async function sendPart(body: string): Promise<void> {
    const startedAt = performance.now()
    const contentType = 'text/plain; charset=utf-8'
    try {
      await connection.exchange({
        method: 'POST',
        path,
        body,
        contentType,
        expected: 204,
        silenceMs,
      })
    } catch (error) {
      if (isSilence(error)) most = Math.max(LEAST, Math.min(most, Math.floor(body.length / 2)))
      throw error
    }
    const isFull = body.length > most / 2
    if (isFull && performance.now() - startedAt < silenceMs * QUICK) most *= 2
  }

  return async (text) => {
    let rest = text
    while (rest.length > most) {
      const end = rest.lastIndexOf('\n', most)
      if (end < 0) break
      await sendPart(rest.slice(0, end))
      rest = rest.slice(end + 1)
    }
    await sendPart(rest)
  }
}

function isSilence(error: unknown): boolean {
  return error instanceof StoreError && error.cause instanceof RequestTimedOutError
}

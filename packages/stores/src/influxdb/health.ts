import type { StoreHealth } from '../store.js'
import { StoreError } from '../store-error.js'
import type { Address } from './address.js'
import type { Ask } from './ask.js'
import type { Connection } from './connection.js'

const DAY_S = 86_400

export type HealthDeps = {
  readonly connection: Connection
  readonly ask: Ask
  /** How long readings should be kept; without it, for ever. */
  readonly retentionMs?: number
  readonly silenceMs: number
  /** What is left to do once the server is well. */
  readonly whenWell: () => Promise<void>
}

/** Whether the bucket is there, may be written and read, and keeps readings for as long as is wished. */
export async function readHealth(deps: HealthDeps): Promise<StoreHealth> {
  const { connection, ask, silenceMs } = deps
  const { address } = connection
  try {
    // Nothing to write: the server still says whether it would take it.
    const path = writePath(address)
    await connection.exchange({ method: 'POST', path, expected: 204, silenceMs })
    await ask(
      `from(bucket: "${address.bucket}") |> range(start: -1ms) |> limit(n: 1)`,
      [],
      () => {},
    )
    const retentionS = await readRetentionS(deps)
    await deps.whenWell()
    return healthOfRetention(retentionS, deps)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    return { ok: false, detail: error.message, remedy: remedyOf(error, address) }
  }
}

/** Where lines go; times are in milliseconds. */
export function writePath({ organisation, bucket }: Address): string {
  return `/api/v2/write?org=${encodeURIComponent(organisation)}&bucket=${encodeURIComponent(bucket)}&precision=ms`
}

/** 0 where the bucket keeps everything, or does not say. */
async function readRetentionS({ connection, silenceMs }: HealthDeps): Promise<number> {
  const { organisation, bucket } = connection.address
  const path = `/api/v2/buckets?org=${encodeURIComponent(organisation)}&name=${encodeURIComponent(bucket)}`
  const chunks: Uint8Array[] = []
  await connection.exchange({ method: 'GET', path, expected: 200, silenceMs }, (chunk) =>
    chunks.push(chunk),
  )
  const said = /"everySeconds":\s*(\d+)/.exec(Buffer.concat(chunks).toString())
  return Number(said?.[1] ?? 0)
}

function healthOfRetention(keptS: number, { connection, retentionMs }: HealthDeps): StoreHealth {
  const wishedS = retentionMs === undefined ? Infinity : retentionMs / 1_000
  if (keptS === 0 || keptS >= wishedS) return { ok: true }
  const { bucket } = connection.address
  const wished = wishedS === Infinity ? 'for ever' : `for ${days(wishedS)}`
  return {
    ok: false,
    detail: `The bucket "${bucket}" keeps readings for ${days(keptS)}, and they should be kept ${wished}.`,
    remedy: `Give the bucket a longer retention (influx bucket update --retention), or set BYPULS_RETENTION to at most ${days(keptS)}.`,
  }
}

function days(seconds: number): string {
  return `${Math.floor((seconds / DAY_S) * 10) / 10} days`
}

function remedyOf(error: StoreError, { url }: Address): string {
  if (error.kind === 'misconfigured') {
    return 'Set BYPULS_STORE_URL and BYPULS_STORE_TOKEN right; what the message says is what was found.'
  }
  return `Start InfluxDB at ${url}, or set BYPULS_STORE_URL to where it is.`
}

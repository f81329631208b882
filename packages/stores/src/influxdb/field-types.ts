import { StoreError } from '../store-error.js'
import type { Connection } from './connection.js'
import { partsOf, READINGS, SUSPECT_READINGS } from './names.js'

/** What is known of the types of the fields in the bucket. */
export type FieldTypes = {
  /** Tells whether a point's field is, somewhere in the bucket, of another type than our floats. */
  others(): Promise<(point: string) => boolean>
  /** How long a shard is, ms; within one a field has one type. */
  shardMs(): Promise<number>
}

/** Another program may begin to write at any time; asking takes some milliseconds. */
const KNOWN_FOR_MS = 60_000
const WEEK_MS = 7 * 86_400_000
const OTHER = /\["([a-z0-9-]+)","(?:string|boolean|integer|unsigned)"\]/g

/**
 * Another program may have written text, or whole numbers, into a field of the measurements that are
 * ours. The engine fixes a field's type for each shard, and reads a series only as far as it keeps the
 * type that it has where a question begins: all the rest is left out, without a word.
 */
export function createFieldTypes(connection: Connection, silenceMs: number): FieldTypes {
  const { organisation, bucket } = connection.address
  let known: { readonly at: number; readonly fields: Promise<ReadonlySet<string>> } | undefined

  async function get(path: string): Promise<string> {
    const chunks: Uint8Array[] = []
    await connection.exchange({ method: 'GET', path, expected: 200, silenceMs }, (chunk) =>
      chunks.push(chunk),
    )
    return Buffer.concat(chunks).toString()
  }

  async function askFields(): Promise<ReadonlySet<string>> {
    const question = `SHOW FIELD KEYS FROM "${READINGS}", "${SUSPECT_READINGS}"`
    const names = { org: organisation, db: bucket, rp: 'autogen', q: question }
    try {
      const answer = await get(`/query?${new URLSearchParams(names)}`)
      return new Set([...answer.matchAll(OTHER)].flatMap(([, field]) => field ?? []))
    } catch (error) {
      // A server that does not speak this older language is no reason not to answer.
      if (error instanceof StoreError && error.kind === 'misconfigured') return new Set()
      known = undefined
      throw error
    }
  }

  return {
    async others() {
      if (known === undefined || performance.now() - known.at > KNOWN_FOR_MS) {
        known = { at: performance.now(), fields: askFields() }
      }
      const fields = await known.fields
      return (point) => fields.size > 0 && fields.has(partsOf(point)?.metric ?? '')
    },
    async shardMs() {
      const names = { org: organisation, name: bucket }
      const answer = await get(`/api/v2/buckets?${new URLSearchParams(names)}`)
      const seconds = Number(/"shardGroupDurationSeconds":\s*(\d+)/.exec(answer)?.[1] ?? 0)
      return seconds > 0 ? seconds * 1_000 : WEEK_MS
    },
  }
}

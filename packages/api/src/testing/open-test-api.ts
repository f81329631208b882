import type { LatestValue } from '@bypuls/ingest'
import { openMemoryStore } from '@bypuls/stores'
import { pino } from 'pino'
import type { z } from 'zod'
import { type ApiOptions, openApi } from '../api.js'
import { createTestIngest } from './ingest.js'
import { createTown, NOON } from './town.js'

export const OPERATOR = 'operator-token-of-the-test'

/** The API on a free port over a memory store and the test's town; `emit` is the broker's live topic. */
export async function openTestApi(changes: Partial<ApiOptions> = {}) {
  const store = openMemoryStore()
  const registry = createTown()
  const values = new Map<string, LatestValue>()
  const followers = new Set<{
    readonly start: string
    readonly listener: (topic: string, payload: Uint8Array) => void
  }>()
  const api = await openApi({
    host: '127.0.0.1',
    port: 0,
    registry,
    store,
    formats: [{ format: 'bypuls-json', title: 'Bypuls JSON' }],
    ingest: createTestIngest(values),
    importReadings: (readings) => store.write(readings),
    backup: async (directory) => ({ directory }),
    connections: () => 2,
    subscribe(pattern, listener) {
      const follower = { start: pattern.replace(/[+#]$/, ''), listener }
      followers.add(follower)
      return () => followers.delete(follower)
    },
    jobs: () => [],
    health: async () => [{ name: 'store', ok: true }],
    operatorToken: OPERATOR,
    publicUrl: 'http://127.0.0.1:3000',
    logger: pino({ level: 'silent' }),
    now: () => NOON,
    ...changes,
  })
  const get = (path: string, token?: string) =>
    fetch(`${api.url}${path}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    })
  return {
    ...api,
    store,
    registry,
    values,
    emit(topic: string, body: unknown) {
      const payload = new TextEncoder().encode(JSON.stringify(body))
      for (const { start, listener } of followers) {
        if (topic.startsWith(start)) listener(topic, payload)
      }
    },
    get,
    /** The body of an answer, held to its contract. */
    async read<Schema extends z.ZodType>(
      schema: Schema,
      path: string,
      token?: string,
    ): Promise<z.output<Schema>> {
      return schema.parse(await (await get(path, token)).json())
    },
  }
}

export type TestApi = Awaited<ReturnType<typeof openTestApi>>

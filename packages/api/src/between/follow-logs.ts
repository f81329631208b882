import type { IncomingMessage } from 'node:http'
import type { LoggedMessage } from '@bypuls/ingest'
import type { ProcessRecord } from '@bypuls/registry'
import type { Followed } from '../deps.js'
import { UnreachableError } from './ask.js'
import { ofWorker } from './remote-log.js'
import { LoggedShape, LogShape } from './shapes.js'
import type { Workers } from './workers.js'

export type Following = {
  readonly listener: (message: LoggedMessage) => void
  readonly of: Followed
  readonly until: AbortSignal
}

/** How often workers that are not followed are looked for. */
const LOOK_EVERY_MS = 1_000
/** A worker says something at least every five seconds. */
const SILENT_MS = 15_000
/** A line holds at most a device's log. */
const MOST_CHARACTERS = 16 * 1024 ** 2
/** A worker keeps fewer of one device; older ones are not told again. */
const REMEMBERED = 500

/**
 * A device's messages of all workers as they come; returns the way to stop. A worker that comes (back)
 * tells what it logged meanwhile, and each message is told once.
 */
export function followLogs(workers: Workers, { listener, of, until }: Following): () => void {
  const stop = new AbortController()
  const signal = AbortSignal.any([until, stop.signal])
  const told = new Set(of.known)
  const followed = new Set<string>()
  const names = new URLSearchParams({ organisation: of.organisation, device: of.device })

  function tell(message: LoggedMessage): void {
    told.add(message.id)
    const [oldest] = told.size > REMEMBERED ? told : []
    if (oldest !== undefined) told.delete(oldest)
    listener(message)
  }

  async function follow({ name, url }: ProcessRecord): Promise<void> {
    const path = `/internal/messages/follow?${names}`
    const question = { method: 'GET', path, timeoutMs: SILENT_MS, signal } as const
    const answer = await workers.asking.begin(url, question)
    if (answer.statusCode !== 200) {
      answer.resume()
      throw new UnreachableError(`it answers ${answer.statusCode}`, { maySent: true })
    }
    let first = true
    for await (const line of linesOf(answer)) {
      if (line === '') continue
      if (!first) {
        tell(ofWorker(name, LoggedShape.parse(JSON.parse(line))))
        continue
      }
      first = false
      const { items } = LogShape.parse(JSON.parse(line))
      for (const message of items.toReversed().map((one) => ofWorker(name, one))) {
        if (!told.has(message.id)) tell(message)
      }
    }
  }

  function look(): void {
    for (const worker of workers.living()) {
      if (followed.has(worker.name)) continue
      followed.add(worker.name)
      follow(worker)
        .catch((error: unknown) => {
          if (!signal.aborted) workers.report(worker, error)
        })
        .finally(() => followed.delete(worker.name))
    }
  }

  look()
  const timer = setInterval(look, LOOK_EVERY_MS).unref()
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  return () => stop.abort()
}

async function* linesOf(answer: IncomingMessage): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of answer.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MOST_CHARACTERS) throw new Error('a line that does not end')
    yield* lines
  }
}

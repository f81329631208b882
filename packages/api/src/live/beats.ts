import type { ApiParts } from '../deps.js'

/** Where the workers' beats go. */
const TOPIC = 'bypuls/beats/'
const BEAT_MS = 2_000
/** Three beats that did not come. */
const SILENT_MS = 3 * BEAT_MS + 500

/** What a worker says by the way that its live frames take. */
export type BeatsOptions = {
  readonly publish: (topic: string, payload: string) => void
  /** The process's name. */
  readonly name: string
}

/**
 * Lets the API nodes know that what this ingest worker publishes reaches them: where its beats stop, no
 * live frames come either. Returns the way to stop.
 */
export function openBeats({ publish, name }: BeatsOptions): () => void {
  const beat = () => publish(`${TOPIC}${name}`, '{}')
  beat()
  const timer = setInterval(beat, BEAT_MS).unref()
  return () => clearInterval(timer)
}

export type HeardBeats = {
  /** Living workers whose beats do not come (any more). */
  silent(): readonly string[]
  close(): void
}

/**
 * Listens to the workers' beats. Until the first one is heard nobody is called silent: the workers may
 * be of an age that has none.
 */
export function hearBeats(
  deps: Pick<ApiParts, 'subscribe' | 'now'> & { readonly workers: () => readonly string[] },
): HeardBeats {
  const { subscribe, workers, now } = deps
  const heard = new Map<string, number>()
  let any = false
  const stop = subscribe(`${TOPIC}+`, (topic) => {
    any = true
    heard.set(topic.slice(TOPIC.length), now())
  })

  return {
    silent() {
      const living = workers()
      for (const name of living) if (!heard.has(name)) heard.set(name, now())
      for (const name of heard.keys()) if (!living.includes(name)) heard.delete(name)
      if (!any) return []
      return living.filter((name) => now() - (heard.get(name) ?? 0) > SILENT_MS)
    },
    close: stop,
  }
}

import type { ApiParts, PartHealth } from '../deps.js'

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
  /** The part `live` of `/readyz`; null where the ingest is this process's own. */
  health(): PartHealth | null
  close(): void
}

/** Listens to the living workers' beats, and knows whose do not come (any more). */
export function hearBeats(
  deps: Pick<ApiParts, 'subscribe' | 'now'> & {
    readonly ingest: Pick<ApiParts['ingest'], 'workers'>
  },
): HeardBeats {
  const { subscribe, ingest, now } = deps
  const heard = new Map<string, number>()
  const stop = subscribe(`${TOPIC}+`, (topic) => heard.set(topic.slice(TOPIC.length), now()))

  /** One that is new has the time of some beats to be heard. */
  function heardAt(living: readonly string[]): readonly Heard[] {
    for (const name of heard.keys()) if (!living.includes(name)) heard.delete(name)
    return living.map((name) => {
      const at = heard.get(name) ?? now()
      heard.set(name, at)
      return { name, at }
    })
  }

  return {
    health() {
      if (ingest.workers === undefined) return null
      const all = heardAt(ingest.workers())
      const silent = all.filter(({ at }) => now() - at > SILENT_MS)
      return silent.length === 0 ? { name: 'live', ok: true } : troubleOf(silent, all)
    },
    close: stop,
  }
}

type Heard = { readonly name: string; readonly at: number }

/** One of several is to be looked at itself; where none is heard it is rather the way to here. */
function troubleOf(silent: readonly Heard[], all: readonly Heard[]): PartHealth {
  const part = { name: 'live', ok: false, stillServes: true } as const
  const names = silent
    .map(({ name, at }) => `${name} since ${new Date(at).toISOString()}`)
    .join(', ')
  const others = all.filter((one) => !silent.includes(one)).map(({ name }) => name)
  if (others.length === 0) {
    return {
      ...part,
      detail: `no ingest is heard by way of the broker: ${names}`,
      remedy:
        'See `broker` here and at the /readyz of those processes: each must have the same BYPULS_BROKER_URL, or one bridged to it.',
    }
  }
  return {
    ...part,
    detail: `not heard by way of the broker: ${names} (but ${others.join(', ')})`,
    remedy:
      'See the log and the /readyz of those processes: they hang, or have lost their way to the broker.',
  }
}

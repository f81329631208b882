type Listener = (topic: string, payload: Uint8Array) => void
type Subscription = { readonly levels: readonly string[]; readonly listener: Listener }

/** Topics whose listeners are remembered; beyond it the memory starts afresh. */
const REMEMBERED_TOPICS = 10_000

/**
 * The platform's own topics (`bypuls/…`) inside the process: no socket, no queue.
 * Listeners are called at once, in the order in which they came.
 */
export function createLocalTopics() {
  const subscriptions = new Set<Subscription>()
  const remembered = new Map<string, readonly Listener[]>()
  const encoder = new TextEncoder()

  function listenersOf(topic: string): readonly Listener[] {
    const known = remembered.get(topic)
    if (known !== undefined) return known
    const levels = topic.split('/')
    const listeners = [...subscriptions]
      .filter((subscription) => matches(subscription.levels, levels))
      .map((subscription) => subscription.listener)
    if (remembered.size >= REMEMBERED_TOPICS) remembered.clear()
    remembered.set(topic, listeners)
    return listeners
  }

  return {
    publish(topic: string, payload: string): void {
      const listeners = listenersOf(topic)
      if (listeners.length === 0) return
      const bytes = encoder.encode(payload)
      for (const listener of listeners) listener(topic, bytes)
    },

    /** Tells the listeners of a topic what came from elsewhere. */
    deliver(topic: string, payload: Uint8Array): void {
      for (const listener of listenersOf(topic)) listener(topic, payload)
    },

    subscribe(pattern: string, listener: Listener): () => void {
      const subscription = { levels: pattern.split('/'), listener }
      subscriptions.add(subscription)
      remembered.clear()
      return () => {
        subscriptions.delete(subscription)
        remembered.clear()
      }
    },
  }
}

/** MQTT's rule: `+` is one level, `#` at the end is the level above and all below. */
export function matches(pattern: readonly string[], topic: readonly string[]): boolean {
  for (const [at, level] of pattern.entries()) {
    if (level === '#') return true
    if (at >= topic.length || (level !== '+' && level !== topic[at])) return false
  }
  return pattern.length === topic.length
}

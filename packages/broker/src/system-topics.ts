import { matches } from './local-topics.js'

type Packet = { readonly topic: string }
type Listener = (packet: Packet, done: () => void) => void

/**
 * The way from aedes to its subscribers, as its option `mq`. Devices have no subscriptions, so that
 * their messages end here at once; what remains is aedes talking to itself below `$SYS/`. It must
 * hear its own heartbeat: without one it takes its clients' wills for those of a dead broker.
 */
export function createSystemTopics() {
  const subscriptions = new Map<Listener, readonly string[]>()

  return {
    on(pattern: string, listener: Listener, done?: () => void): void {
      subscriptions.set(listener, pattern.split('/'))
      done?.()
    },
    removeListener(_pattern: string, listener: Listener, done?: () => void): void {
      subscriptions.delete(listener)
      done?.()
    },
    emit(packet: Packet, done: () => void): void {
      if (packet.topic.startsWith('$SYS/')) {
        const levels = packet.topic.split('/')
        for (const [listener, pattern] of subscriptions) {
          if (matches(pattern, levels)) listener(packet, () => undefined)
        }
      }
      done()
    },
    close: (done: () => void): void => done(),
  }
}

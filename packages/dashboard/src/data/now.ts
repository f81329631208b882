import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | null = null

/** The time by this machine's clock, epoch ms, moving once a second for everybody who shows an age. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}

/** What is read off the clock (a minute, a weekday); the component moves only when that changes. */
export function useClock<Reading extends number | string | boolean>(
  read: (now: number) => Reading,
): Reading {
  return useSyncExternalStore(subscribe, () => read(now))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === null) {
    now = Date.now()
    timer = setInterval(tick, 1_000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer)
      timer = null
    }
  }
}

function tick() {
  now = Date.now()
  for (const listener of listeners) listener()
}

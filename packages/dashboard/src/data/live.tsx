import type { Quality } from '@bypuls/model'
import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from 'react'
import { type LiveSocket, openLiveSocket } from './live-socket.js'
import { createLiveStore, type LiveStatus, type LiveStore, type LiveValue } from './live-store.js'

type Live = { store: LiveStore; socket: LiveSocket | null }

const LiveContext = createContext<Live>({ store: createLiveStore(), socket: null })

/** Opens the one socket of the page. Without it (in tests) everything live is simply absent. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const store = useMemo(() => createLiveStore(), [])
  const queries = useQueryClient()
  const socket = useMemo(() => {
    // What nobody has paused and somebody looks at is asked again; the rest when it is looked at.
    const onBack = () => {
      if (!store.status().paused) void queries.invalidateQueries()
    }
    return openLiveSocket({ store, onBack })
  }, [store, queries])
  useEffect(() => () => socket.close(), [socket])
  const live = useMemo(() => ({ store, socket }), [store, socket])
  return <LiveContext value={live}>{children}</LiveContext>
}

/** Follows sites and points while the component is on the page. Order and repetition do not matter. */
export function useWatch(sites: readonly string[], points: readonly string[] = []): void {
  const { socket } = use(LiveContext)
  const key = `${sites.join()}|${points.join()}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what the lists hold
  useEffect(() => socket?.watch({ sites: [...sites], points: [...points] }), [socket, key])
}

/** The newest value of a point, as it moves; undefined before the first frame. */
export function useLiveValue(point: string): LiveValue | undefined {
  const { store } = use(LiveContext)
  return useSyncExternalStore(store.subscribe, () => store.value(point))
}

/** The newest observation of a site, epoch ms. */
export function useSiteNewest(site: string): number | undefined {
  const { store } = use(LiveContext)
  return useSyncExternalStore(store.subscribe, () => store.siteNewest(site))
}

/** Several points as one value. */
export type LiveSum = {
  readonly value: number
  readonly observedAt: number
  readonly quality: Quality
}

/** The live sums of many groups of points in one subscription, by the groups' order. */
export function useLiveSums(groups: readonly (readonly string[])[]): readonly (LiveSum | null)[] {
  const { store } = use(LiveContext)
  const snapshot = useSyncExternalStore(store.subscribe, () =>
    JSON.stringify(groups.map((points) => sumOf(points.map((point) => store.value(point))))),
  )
  return useMemo((): (LiveSum | null)[] => JSON.parse(snapshot), [snapshot])
}

/** The connection, and what can be done about it. */
export function useLiveStatus(): LiveStatus & {
  pause: (paused: boolean) => void
  retry: () => void
} {
  const { store, socket } = use(LiveContext)
  const status = useSyncExternalStore(store.subscribe, store.status)
  const pause = useCallback((paused: boolean) => store.setStatus({ paused }), [store])
  const retry = useCallback(() => socket?.retry(), [socket])
  return { ...status, pause, retry }
}

/** Whether the reader has paused what moves; frames do not touch this. */
export function usePaused(): boolean {
  const { store } = use(LiveContext)
  return useSyncExternalStore(store.subscribe, () => store.status().paused)
}

function sumOf(values: readonly (LiveValue | undefined)[]): LiveSum | null {
  let sum = 0
  let observedAt = Number.POSITIVE_INFINITY
  let quality: Quality = 'good'
  for (const value of values) {
    if (!value) return null
    sum += value.value
    observedAt = Math.min(observedAt, value.observedAt)
    if (value.quality === 'suspect') quality = 'suspect'
  }
  return values.length === 0 ? null : { value: sum, observedAt, quality }
}

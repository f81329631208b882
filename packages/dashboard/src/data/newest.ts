import type { Latest, Point, PointState, Quality } from '@bypuls/model'
import { useLiveValue } from './live.js'
import { useClock } from './now.js'

/** What is known of a point now, `observedAt` in epoch ms; nulls where it was never heard of. */
export type Newest = {
  readonly value: number | null
  readonly observedAt: number | null
  readonly quality: Quality | null
  /** The rule that marked it, where the answer tells; the socket does not. */
  readonly rule: string | null
  readonly state: PointState
}

/** As many expected intervals after its newest reading a point is still live (the API's own rule). */
const LIVE_INTERVALS = 3

/** A point's newest reading, of the answer and the socket whichever is newer. Moves with the frames. */
export function useNewest(
  point: Pick<Point, 'id' | 'expectedIntervalMs'>,
  latest: Latest | undefined,
): Newest {
  const live = useLiveValue(point.id)
  const freshMs = LIVE_INTERVALS * (point.expectedIntervalMs ?? 0)
  const fresh = useClock((now) => live !== undefined && now - live.observedAt <= freshMs)
  const heard = latest?.observedAt ? Date.parse(latest.observedAt) : null
  const state = latest?.state ?? 'offline'
  if (!live || (heard !== null && live.observedAt <= heard))
    return {
      value: latest?.value ?? null,
      observedAt: heard,
      quality: latest?.quality ?? null,
      rule: latest?.rule ?? null,
      state,
    }
  const { value, observedAt, quality } = live
  return { value, observedAt, quality, rule: null, state: fresh ? 'live' : state }
}

import type { PointDetail, PointState, Quality } from '@bypuls/model'
import { useLiveValue } from '../../data/live.js'

/** The newest reading of a point: of the socket where it knows one, else of the answer. */
export function useNewest({ id, latest }: Pick<PointDetail, 'id' | 'latest'>): {
  readonly value: number | null
  readonly observedAt: number | null
  readonly quality: Quality
  readonly rule: string | null
  readonly state: PointState
} {
  const live = useLiveValue(id)
  const observedAt = latest.observedAt === null ? null : Date.parse(latest.observedAt)
  if (live && live.observedAt > (observedAt ?? 0)) {
    const { value, quality } = live
    return { value, observedAt: live.observedAt, quality, rule: null, state: 'live' }
  }
  const { value, quality, rule, state } = latest
  return { value, observedAt, quality, rule, state }
}

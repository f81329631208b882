import { useCallback } from 'react'
import { useSearchState } from '../../app/search.js'

const HOUR = 3_600_000

/** Looks closer at a stretch that was dragged over, in whole hours; Back undoes it. */
export function useZoom(step = HOUR): (from: number, to: number) => void {
  const [, change] = useSearchState()
  return useCallback(
    (from, to) => {
      const start = Math.floor(from / step) * step
      const end = Math.max(start + step, Math.ceil(to / step) * step)
      change({
        from: new Date(start).toISOString(),
        to: new Date(end).toISOString(),
        range: undefined,
        window: undefined,
      })
    },
    [change, step],
  )
}

import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import type { ChartWindow } from './chart-data.js'
import { type Frame, timeAt } from './geometry.js'

type CrosshairOptions = {
  frame: Frame
  steps: readonly ChartWindow[]
  onSelect?: (from: number, to: number) => void
}

/** A drag shorter than this is a click, px. */
const CLICK = 6

/**
 * Where the reader points, by pointer or keyboard: ← → by window, Shift by ten, Home/End, ↑ ↓ between
 * series, Enter locks, Esc closes. A drag selects a range.
 */
export function useCrosshair({ frame, steps, onSelect }: CrosshairOptions) {
  const [index, setIndex] = useState<number | null>(null)
  const [series, setSeries] = useState(0)
  const [locked, setLocked] = useState(false)
  const [from, setFrom] = useState<number | null>(null)
  const [drag, setDrag] = useState<readonly [number, number] | null>(null)

  const close = () => {
    setIndex(null)
    setLocked(false)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const last = steps.length - 1
    const by = event.shiftKey ? 10 : 1
    const move = (to: number) => setIndex(Math.min(last, Math.max(0, to)))
    const keys: Record<string, () => void> = {
      ArrowRight: () => move((index ?? last) + (index === null ? 0 : by)),
      ArrowLeft: () => move((index ?? last + by) - by),
      Home: () => move(0),
      End: () => move(last),
      ArrowDown: () => setSeries(series + 1),
      ArrowUp: () => setSeries(Math.max(0, series - 1)),
      Enter: () => setLocked(!locked && index !== null),
      Escape: close,
    }
    const act = keys[event.key]
    if (!act || last < 0) return
    event.preventDefault()
    act()
  }

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (isOverTip(event)) return
    const time = timeAt(frame, xWithin(event))
    if (from !== null && event.buttons === 1) {
      const far = Math.abs(time - from) * (frame.width / (frame.to - frame.from)) > CLICK
      if (far) setDrag(time < from ? [time, from] : [from, time])
      return
    }
    if (locked || event.pointerType === 'touch') return
    setIndex(nearest(steps, time))
  }

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (isOverTip(event) || event.button !== 0) return
    if (!onSelect || event.pointerType === 'touch') return
    setFrom(timeAt(frame, xWithin(event)))
    // The tip is in the way of a drag: from here on the chart hears the pointer alone.
    event.currentTarget.setPointerCapture(event.pointerId)
  }

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    setFrom(null)
    if (drag) {
      setDrag(null)
      onSelect?.(...drag)
      return
    }
    if (isOverTip(event)) return
    const hit = nearest(steps, timeAt(frame, xWithin(event)))
    setLocked(event.pointerType !== 'touch' && !(locked && hit === index))
    setIndex(hit)
  }

  const onPointerLeave = () => {
    setFrom(null)
    setDrag(null)
    if (!locked) setIndex(null)
  }

  return {
    index,
    series,
    locked,
    drag,
    onKeyDown,
    onBlur: () => {
      if (!locked) close()
    },
    pointer: { onPointerMove, onPointerDown, onPointerUp, onPointerLeave },
  }
}

function xWithin(event: PointerEvent<HTMLElement>): number {
  return event.clientX - event.currentTarget.getBoundingClientRect().left
}

function isOverTip(event: PointerEvent<HTMLElement>): boolean {
  return event.target instanceof Element && event.target.closest('.chart-tip') !== null
}

function nearest(steps: readonly ChartWindow[], time: number): number | null {
  if (steps.length === 0) return null
  const found = steps.findIndex(({ end }) => time < end)
  return found === -1 ? steps.length - 1 : found
}

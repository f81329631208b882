import { useEffect, useRef, useState } from 'react'

/** Room for the y axis' labels, and the least room at the right, px. */
export const LEFT = 44
export const RIGHT = 8
/** Room above a plot, so that the topmost label is not cut. */
export const TOP = 8
/** Room below it, for the lower half of the lowest label. The next element moves up by as much. */
export const BOTTOM = 7

/** Where a chart's plots lie: px from the figure's left edge. */
export type Frame = {
  readonly width: number
  readonly left: number
  readonly right: number
  readonly from: number
  readonly to: number
}

/** The px of an instant in a frame. */
export function xOf(frame: Frame, at: number): number {
  const share = (at - frame.from) / (frame.to - frame.from)
  return frame.left + Math.min(1, Math.max(0, share)) * plotWidth(frame)
}

/** The instant at a px of a frame. */
export function timeAt(frame: Frame, x: number): number {
  const share = Math.min(1, Math.max(0, (x - frame.left) / plotWidth(frame)))
  return frame.from + share * (frame.to - frame.from)
}

export function plotWidth(frame: Frame): number {
  return Math.max(1, frame.width - frame.left - frame.right)
}

/** The px of a value in a plot, from its top. */
export type Y = (value: number) => number

/** The left edge and the width of a stretch of time, px. */
export function column(
  frame: Frame,
  shade: { from: number; to: number },
): { x: number; width: number } {
  const x = xOf(frame, shade.from)
  return { x, width: Math.max(0, xOf(frame, shade.to) - x) }
}

/** The px in the middle of a stretch of time. */
export function middle(frame: Frame, shade: { from: number; to: number }): number {
  return (xOf(frame, shade.from) + xOf(frame, shade.to)) / 2
}

/** The width of an element as it changes; 0 before it is on the page. */
export function useWidth() {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.floor(entry?.contentRect.width ?? 0)),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width] as const
}

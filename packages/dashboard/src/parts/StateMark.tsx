import type { PointState } from '@bypuls/model'
import type { ReactNode } from 'react'

/** A state's shape: full, half or struck circle, diamond, triangle. */
export type Mark =
  | PointState
  | 'suspect'
  | 'warning'
  | 'alarm'
  | 'waiting'
  | 'historical'
  | 'done'
  | 'failed'

const INVERSE = 'var(--surface)'

const SHAPES: Readonly<Record<Mark, ReactNode>> = {
  live: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  stale: (
    <>
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.8a4.2 4.2 0 0 1 0 8.4z" fill="currentColor" />
    </>
  ),
  offline: (
    <g fill="none" stroke="currentColor" strokeWidth="1.5">
      <circle cx="6" cy="6" r="4.2" />
      <path d="m3.2 8.8 5.6-5.6" />
    </g>
  ),
  historical: (
    <g fill="none" stroke="currentColor" strokeWidth="1.4">
      <circle cx="6" cy="6" r="4.4" />
      <path d="M6 3.4V6l1.8 1.2" />
    </g>
  ),
  waiting: (
    <circle
      cx="6"
      cy="6"
      r="4.3"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeDasharray="2 1.9"
    />
  ),
  suspect: (
    <path d="M6 1.4 10.6 6 6 10.6 1.4 6z" fill={INVERSE} stroke="currentColor" strokeWidth="1.5" />
  ),
  warning: (
    <>
      <path d="M6 .8 11.2 6 6 11.2.8 6z" fill="currentColor" />
      <path d="M6 3.6v2.8M6 7.7v.6" stroke={INVERSE} strokeWidth="1.3" />
    </>
  ),
  alarm: (
    <>
      <path d="M6 1 11.4 10.6H.6z" fill="currentColor" />
      <path d="M6 4.4v3M6 8.6v.6" stroke={INVERSE} strokeWidth="1.3" />
    </>
  ),
  done: (
    <>
      <circle cx="6" cy="6" r="5" fill="currentColor" />
      <path d="m3.6 6.2 1.7 1.7 3.1-3.5" fill="none" stroke={INVERSE} strokeWidth="1.4" />
    </>
  ),
  failed: (
    <>
      <circle cx="6" cy="6" r="5" fill="currentColor" />
      <path d="m4 4 4 4M8 4 4 8" fill="none" stroke={INVERSE} strokeWidth="1.4" />
    </>
  ),
}

/** The shape alone, in the state's colour. A word has to stand beside it. */
export function StateMark({ mark }: { mark: Mark }) {
  return (
    <svg className={`mark-shape tone-${mark}`} viewBox="0 0 12 12" aria-hidden="true">
      {SHAPES[mark]}
    </svg>
  )
}

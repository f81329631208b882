import type { ReactNode } from 'react'
import type { Tone } from './tone.js'

export type LegendItem = {
  readonly label: string
  readonly tone?: Tone
  readonly shape:
    | 'line'
    | 'solid'
    | 'bar'
    | 'band'
    | 'previous'
    | 'outline'
    | 'estimated'
    | 'suspect'
    | 'limit'
}

/** What the marks of a chart mean, in the order they are drawn. */
export function Legend({
  items,
  children,
}: {
  items: readonly LegendItem[]
  children?: ReactNode
}) {
  if (items.length === 0 && children === undefined) return null
  return (
    <p className="legend">
      {items.map((item) => (
        <span key={`${item.shape} ${item.label}`} className="legend-item">
          <LegendMark {...item} />
          {item.label}
        </span>
      ))}
      {children}
    </p>
  )
}

/** A series' mark alone, also used in tooltips. */
export function LegendMark({ tone = 1, shape }: Pick<LegendItem, 'tone' | 'shape'>) {
  switch (shape) {
    case 'line':
    case 'solid':
    case 'previous':
    case 'limit': {
      const kind =
        shape === 'previous'
          ? 'line-previous'
          : shape === 'limit'
            ? 'line-limit'
            : `tone-line-${tone}${shape === 'solid' ? '' : ` dash-${tone}`}`
      return (
        <svg className="legend-line" viewBox="0 0 24 8" aria-hidden="true">
          <path className={`line ${kind}`} d="M1 4H23" />
        </svg>
      )
    }
    case 'suspect':
      return (
        <svg className="mark-shape tone-suspect" viewBox="0 0 12 12" aria-hidden="true">
          <path
            d="M6 1.4 10.6 6 6 10.6 1.4 6z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
          />
        </svg>
      )
    case 'bar':
    case 'band':
    case 'outline':
    case 'estimated':
      return <i className={`legend-box box-${shape} tone-box-${tone}`} aria-hidden="true" />
  }
}

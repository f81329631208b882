import { useCallback } from 'react'
import { useText } from '../i18n/language.js'

const SHAPES = [
  <circle key="1" cx="6" cy="6" r="4.7" />,
  <rect key="2" x="1.4" y="1.4" width="9.2" height="9.2" rx="1.6" />,
  <path key="3" d="M6 .8 11.2 6 6 11.2.8 6z" />,
  <path key="4" d="M6 1 11.3 10.6H.7z" />,
  <path key="5" d="M3.3 1.2h5.4L11.4 6l-2.7 4.8H3.3L.6 6z" />,
  <path key="6" d="M4 .9h4l3.1 3.1v4L8 11.1H4L.9 8V4z" />,
]

/** The shape of a level of the European Air Quality Index, 1 to 6, in its official fill with an outline. */
export function AirShape({ level, size }: { level: number; size?: number }) {
  const style = size === undefined ? undefined : { width: size, height: size }
  return (
    <svg className={`air-shape air-${level}`} viewBox="0 0 12 12" aria-hidden="true" style={style}>
      {SHAPES[level - 1]}
    </svg>
  )
}

/** Shape and word of a level; null: it cannot be said. */
export function AirMark({ level, size }: { level: number | null; size?: number }) {
  const word = useAirWord()
  if (level === null) return <span className="air">{word(null)}</span>
  return (
    <span className="air">
      <AirShape level={level} {...(size === undefined ? {} : { size })} />
      <b>{word(level)}</b>
    </span>
  )
}

/** The word of a level: God, Rimelig, Moderat, … */
export function useAirWord(): (level: number | null) => string {
  const t = useText('common')
  return useCallback(
    (level) =>
      level === 1 || level === 2 || level === 3 || level === 4 || level === 5 || level === 6
        ? t(`air.l${level}`)
        : t('air.none'),
    [t],
  )
}

import type { RoomWindow } from '@bypuls/model'
import { memo } from 'react'
import { useFormat, useText } from '../../i18n/language.js'
import { NUMERALS } from '../../parts/CategoryMark.js'
import { barHeight } from './indoor-figures.js'

type RoomCellProps = {
  window: RoomWindow
  unit: string
  scale: { low: number; high: number }
  /** An hour has a category of its own; longer windows have the shares of their occupied time. */
  long: boolean
  /** The time has not come yet. */
  ahead: boolean
}

/** One room in one window: height by value, colour by category, III and IV written; hatched where nothing is. */
export const RoomCell = memo(function RoomCell(props: RoomCellProps) {
  const { window, unit, scale, long, ahead } = props
  const t = useText('indoor')
  const common = useText('common')
  const format = useFormat()
  const { value, category, quality } = window
  if (ahead) return <Blank text={t('rooms.ahead')} />
  if (long) return <ShareCell window={window} />
  if (value === null || category === null) return <Blank text={common('category.none')} hatched />

  const numeral = NUMERALS[category - 1] ?? 'I'
  const suspect = quality === 'suspect'
  const text = [
    format.quantity(value, unit, unit === 'Cel' ? 1 : 0),
    t('categoryOf', { numeral }),
    ...(suspect ? [common('quality.suspect')] : []),
  ].join(', ')
  return (
    <td className={`heat-cell en-${category}${suspect ? ' heat-suspect' : ''}`} title={text}>
      <i style={{ height: `${barHeight(value, scale) * 100}%` }} />
      {category >= 3 && (
        <b className="heat-numeral" aria-hidden="true">
          {numeral}
        </b>
      )}
      <span className="hidden">{text}</span>
    </td>
  )
})

/** A day or more: how much of its occupied time lies in II, III and IV; what is left is I, and quiet. */
function ShareCell({ window: { shares, occupied } }: { window: RoomWindow }) {
  const t = useText('indoor')
  const common = useText('common')
  const format = useFormat()
  if (occupied === 0) return <Blank text={t('rooms.notUsed')} />
  if (shares === null) return <Blank text={common('category.none')} hatched />

  const parts = [shares.i, shares.ii, shares.iii, shares.iv]
  const worst = parts.findLastIndex((share) => share > 0)
  const text = parts
    .flatMap((share, i) => (share > 0 ? [`${NUMERALS[i] ?? ''} ${format.share(share, 0)}`] : []))
    .join(', ')
  return (
    <td className="heat-cell en-1" title={text}>
      <span className="heat-stack" aria-hidden="true">
        {parts.map((share, i) =>
          i > 0 && share > 0 ? (
            <i
              key={NUMERALS[i]}
              className={`week-${i + 1}`}
              style={{ height: `${share * 100}%` }}
            />
          ) : null,
        )}
      </span>
      {worst >= 2 && (
        <b className="heat-numeral" aria-hidden="true">
          {NUMERALS[worst]}
        </b>
      )}
      <span className="hidden">{text}</span>
    </td>
  )
}

function Blank({ text, hatched = false }: { text: string; hatched?: boolean }) {
  return (
    <td className={hatched ? 'heat-cell heat-missing' : 'heat-cell'} title={text}>
      <span className="hidden">{text}</span>
    </td>
  )
}

import type { RoomWindow } from '@bypuls/model'
import { useFormat, useText } from '../../i18n/language.js'
import { NUMERALS } from '../../parts/CategoryMark.js'
import { barHeight } from './indoor-figures.js'

type RoomCellProps = {
  window: RoomWindow
  unit: string
  scale: { low: number; high: number }
  /** The time has not come yet. */
  ahead: boolean
}

/** One room in one window: height by value, colour by category, III and IV written; hatched where nothing is. */
export function RoomCell({ window, unit, scale, ahead }: RoomCellProps) {
  const t = useText('indoor')
  const common = useText('common')
  const format = useFormat()
  const { value, category, quality } = window
  if (ahead)
    return (
      <td className="heat-cell">
        <span className="hidden">{t('rooms.ahead')}</span>
      </td>
    )
  if (value === null || category === null)
    return (
      <td className="heat-cell heat-missing" title={common('category.none')}>
        <span className="hidden">{common('category.none')}</span>
      </td>
    )
  const numeral = NUMERALS[category - 1] ?? 'I'
  const text = `${format.quantity(value, unit, unit === 'Cel' ? 1 : 0)}, ${t('categoryOf', { numeral })}${
    quality === 'suspect' ? `, ${common('quality.suspect')}` : ''
  }`
  return (
    <td
      className={`heat-cell en-${category}${quality === 'suspect' ? ' heat-suspect' : ''}`}
      title={text}
    >
      <i style={{ height: `${barHeight(value, scale) * 100}%` }} />
      {category >= 3 && <b aria-hidden="true">{numeral}</b>}
      <span className="hidden">{text}</span>
    </td>
  )
}

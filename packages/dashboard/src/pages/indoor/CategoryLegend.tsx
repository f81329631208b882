import type { IndoorClimate } from '@bypuls/model'
import type { ReactNode } from 'react'
import { useFormat, useText } from '../../i18n/language.js'
import { CategoryMark } from '../../parts/CategoryMark.js'

type CategoryLegendProps = { climate: IndoorClimate; children?: ReactNode }

const STEPS = [1, 2, 3, 4] as const

/** The categories with the bounds that the API names, and what hatching means. */
export function CategoryLegend({ climate: { bounds, unit }, children }: CategoryLegendProps) {
  const t = useText('indoor')
  const common = useText('common')
  const format = useFormat()
  const plain = (value: number) => format.number(value, Number.isInteger(value) ? 0 : 1)
  const withUnit = (value: number) => format.quantity(value, unit, Number.isInteger(value) ? 0 : 1)

  const label = (step: (typeof STEPS)[number]): string => {
    if (step === 4)
      return bounds.lower === null
        ? t('legend.over', { high: withUnit(bounds.upper[2] ?? 0) })
        : t('legend.outside', {
            low: plain(bounds.lower[2] ?? 0),
            high: withUnit(bounds.upper[2] ?? 0),
          })
    const high = withUnit(bounds.upper[step - 1] ?? 0)
    const numeral = (['I', 'II', 'III'] as const)[step - 1] ?? 'I'
    return bounds.lower === null
      ? t('legend.upTo', { numeral, high })
      : t('legend.between', { numeral, low: plain(bounds.lower[step - 1] ?? 0), high })
  }
  return (
    <p className="legend category-legend">
      {STEPS.map((step) => (
        <CategoryMark key={step} category={step} worded label={label(step)} />
      ))}
      <span className="legend-item">
        <i className="heat-key heat-missing" aria-hidden="true" />
        {common('quality.missing')}
      </span>
      <span className="legend-item">
        <i className="heat-key heat-suspect" aria-hidden="true">
          <i />
        </i>
        {common('quality.suspect')}
      </span>
      {children !== undefined && <span className="quiet-3">{children}</span>}
    </p>
  )
}

import { useText } from '../i18n/language.js'

/** The numerals of the EN 16798-1 categories; IV is outside III. */
export const NUMERALS = ['I', 'II', 'III', 'IV'] as const

type CategoryMarkProps = {
  /** 1 to 4; null: it cannot be said. */
  category: number | null
  /** Height of the bar inside the cell, 0 to 1; by the category where absent. */
  height?: number
  /** Say “Kategori II” beside it. */
  worded?: boolean
  label?: string
}

/** An EN 16798-1 category: a bar on its own tint; the numeral is written for III and IV. */
export function CategoryMark({ category, height, worded = false, label }: CategoryMarkProps) {
  const t = useText('common')
  const known = category === 1 || category === 2 || category === 3 || category === 4
  const word = known ? t(`category.l${category}`) : t('category.none')
  return (
    <span className="category">
      <span className={known ? `category-cell en-${category}` : 'category-cell en-none'}>
        {known && (
          <i style={{ height: `${(height ?? [0.3, 0.6, 0.8, 1][category - 1] ?? 1) * 100}%` }} />
        )}
        {!worded && <span className="hidden">{word}</span>}
      </span>
      {worded && (label ?? word)}
    </span>
  )
}

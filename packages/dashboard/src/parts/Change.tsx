import { useFormat, useText } from '../i18n/language.js'

type ChangeProps = {
  now: number | null
  before: number | null
  /** What it is held against, ready text: “mandag i sidste uge”. */
  against: string
  /** `percent` of the earlier figure, or the plain difference in `unit` (e.g. °C, procentpoint). */
  as?: 'percent' | 'difference'
  unit?: string
  decimals?: number
}

/** “▼ 7 % under mandag i sidste uge”: an arrow and a word, no red or green; nothing where there is nothing. */
export function Change({
  now,
  before,
  against,
  as = 'percent',
  unit = '',
  decimals = 0,
}: ChangeProps) {
  const t = useText('common')
  const format = useFormat()
  if (now === null || before === null || (as === 'percent' && before === 0)) return null

  const difference = as === 'percent' ? ((now - before) / Math.abs(before)) * 100 : now - before
  const amount = format.quantity(Math.abs(difference), as === 'percent' ? '%' : unit, decimals)
  if (Number(Math.abs(difference).toFixed(decimals)) === 0)
    return (
      <>
        {t('compare.same')} {against}
      </>
    )
  const under = difference < 0
  return (
    <>
      <span className="change">
        <svg className="arrow" viewBox="0 0 8 8" aria-hidden="true">
          <path d={under ? 'M4 7.4 7.6 1H.4z' : 'M4 .6 7.6 7H.4z'} />
        </svg>
        {t(under ? 'compare.under' : 'compare.over', { amount })}
      </span>{' '}
      {against}
    </>
  )
}

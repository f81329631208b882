import { useFormat, useText } from '../i18n/language.js'

/** Under this coverage a mean is shown as insufficient (the model's SUFFICIENT_COVERAGE). */
export const SUFFICIENT = 0.75

type CoverageProps = {
  /** Share of the expected readings, 0 to 1; null where nothing is expected. */
  share: number | null
  /** Without the word, where a column's head says it. */
  bare?: boolean
}

/** A small bar with a tick at 75 % and the share in words. */
export function Coverage({ share, bare = false }: CoverageProps) {
  const t = useText('common')
  const format = useFormat()
  if (share === null) return <span className="coverage">{t('coverageNone')}</span>

  const text = format.share(share)
  return (
    <span className={share < SUFFICIENT ? 'coverage coverage-low' : 'coverage'}>
      <span className="coverage-bar" aria-hidden="true">
        <i style={{ width: `${Math.min(100, share * 100)}%` }} />
        <em />
      </span>
      {bare ? text : t('coverage', { share: text })}
    </span>
  )
}

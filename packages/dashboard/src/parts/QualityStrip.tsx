import type { Quality } from '@bypuls/model'
import { useText } from '../i18n/language.js'
import { qualityRuns, type StripSpan } from './quality-runs.js'

type QualityStripProps = {
  /** In order of time; a cell's width is its length. */
  cells: readonly StripSpan[]
  /** 10 px instead of 6. */
  big?: boolean
}

/** One cell per window: good, suspect, estimated, corrected or missing, told by pattern and colour. */
export function QualityStrip({ cells, big = false }: QualityStripProps) {
  const t = useText('common')
  const runs = qualityRuns(cells)
  const counts = new Map<Quality, number>()
  for (const run of runs)
    if (run.quality !== 'ahead') counts.set(run.quality, (counts.get(run.quality) ?? 0) + run.cells)
  const text = [...counts].map(([quality, n]) => `${n} ${t(`quality.${quality}`)}`).join(', ')

  return (
    <span
      className={big ? 'strip strip-big' : 'strip'}
      role="img"
      aria-label={t('quality.strip', { text })}
    >
      {runs.map((run) => (
        <i
          key={run.start}
          className={`q-${run.quality}`}
          style={{ flexGrow: run.end - run.start }}
        />
      ))}
    </span>
  )
}

const KEYS = ['good', 'suspect', 'estimated', 'corrected', 'missing'] as const

/** What the strip's patterns mean, once per page. */
export function QualityLegend() {
  const t = useText('common')
  return (
    <p className="quality-legend" id="quality-legend">
      <b>{t('quality.legend')}</b>
      <span>{t('quality.legendHow')}</span>
      {KEYS.map((quality) => (
        <span key={quality} className="legend-item">
          <i className={`legend-strip q-${quality}`} aria-hidden="true" />
          {t(`quality.${quality}`)}
        </span>
      ))}
      <span>{t('quality.legendRule')}</span>
    </p>
  )
}

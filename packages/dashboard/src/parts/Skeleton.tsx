import { useText } from '../i18n/language.js'

/** Blocks in the final height of what is being fetched; says so once to a screen reader. */
export function Skeleton({ what, height = 120 }: { what: string; height?: number }) {
  const t = useText('common')
  return (
    <div className="skeleton" role="status">
      <span className="hidden">{t('loading', { what })}</span>
      <span className="skeleton-block" style={{ height }} />
    </div>
  )
}

/** The shape of a chart: title lines come from the panel; plot, strip and foot are here. */
export function ChartSkeleton({ what, height = 240 }: { what: string; height?: number }) {
  const t = useText('common')
  return (
    <div className="skeleton" role="status">
      <span className="hidden">{t('loading', { what })}</span>
      <span className="skeleton-block" style={{ height }} />
      <span className="skeleton-block skeleton-strip" />
      <span className="skeleton-block skeleton-foot" />
    </div>
  )
}

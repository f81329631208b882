import { useMemo } from 'react'
import { useText } from '../i18n/language.js'
import type { TableData } from '../parts/table.js'
import type { PlotData } from './chart-data.js'
import { tableOf } from './chart-table.js'

/** The table twin of a chart in the page's language, for `Panel`'s `tools.table`. */
export function useChartTable(caption: string, plots: readonly PlotData[]): TableData {
  const t = useText('common')
  return useMemo(
    () =>
      tableOf(caption, plots, {
        start: t('chart.start'),
        end: t('chart.end'),
        coverage: t('chart.coverageColumn'),
        quality: t('chart.qualityColumn'),
        qualities: {
          good: t('quality.good'),
          suspect: t('quality.suspect'),
          corrected: t('quality.corrected'),
          estimated: t('quality.estimated'),
          missing: t('quality.missing'),
        },
      }),
    [caption, plots, t],
  )
}

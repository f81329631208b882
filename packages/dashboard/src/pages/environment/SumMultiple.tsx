import type { Point } from '@bypuls/model'
import type { ChartWindow } from '../../charts/chart-data.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Change } from '../../parts/Change.js'
import { Coverage, SUFFICIENT } from '../../parts/Coverage.js'
import { Figure, Multiple } from './Multiple.js'
import type { EnvironmentPage } from './useEnvironmentPage.js'
import { sumOf } from './weather-figures.js'

type SumMultipleProps = {
  point: Point
  page: EnvironmentPage
  windows: readonly ChartWindow[]
  /** The same of the period before, where it is compared. */
  before?: readonly ChartWindow[] | undefined
  placed?: boolean
}

/** What adds up over the range (rain, passages): its sum with coverage, and bars window by window. */
export function SumMultiple({ point, page, windows, before, placed = false }: SumMultipleProps) {
  const t = useText('environment')
  const common = useText('common')
  const { range, earlier, compare } = page
  const format = useFormat(range.zone)
  const { sum, coverage } = sumOf(windows, range.until)
  const enough = coverage === null || coverage >= SUFFICIENT
  const old = before && earlier ? sumOf(before, earlier.until) : null
  const comparable = old !== null && (old.coverage === null || old.coverage >= SUFFICIENT)
  return (
    <Multiple
      point={point}
      range={range}
      windows={windows}
      shape="bars"
      placed={placed}
      figure={
        <>
          {enough ? (
            <Figure value={sum} unit={format.unit(point.unit)} />
          ) : (
            <p className="figure figure-word quiet-3">{common('insufficient')}</p>
          )}
          <p className="multiple-note">{t('sum')}</p>
        </>
      }
    >
      <p className="multiple-note">
        {enough && comparable && (
          <Change now={sum} before={old.sum} against={common(`time.with.${compare}`)} />
        )}
      </p>
      <p className="multiple-note">
        <Coverage share={coverage} />
      </p>
    </Multiple>
  )
}

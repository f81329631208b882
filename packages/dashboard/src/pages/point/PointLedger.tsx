import type { PointDetail } from '@bypuls/model'
import { useNow } from '../../data/now.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Coverage } from '../../parts/Coverage.js'
import { Ledger } from '../../parts/Ledger.js'
import { QualityStrip } from '../../parts/QualityStrip.js'
import { StateMark } from '../../parts/StateMark.js'
import { StatePill } from '../../parts/StatePill.js'
import { Tile, type TileFigure } from '../../parts/Tile.js'
import { useRuleText } from '../../parts/useRuleText.js'
import { isEnough } from '../energy/energy-figures.js'
import { isAmount, periodFigures } from './point-view.js'
import { useNewest } from './useNewest.js'
import type { PointView } from './usePointView.js'

type PointLedgerProps = { point: PointDetail; view: PointView }

/** The latest reading, what the period says, how well it was measured, and the last 30 days' quality. */
export function PointLedger({ point, view }: PointLedgerProps) {
  const t = useText('point')
  return (
    <Ledger label={t('ledger.label')} columns={4}>
      <LatestTile point={point} />
      <PeriodTile point={point} view={view} />
      <ReadingsTile point={point} view={view} />
      <QualityTile point={point} />
    </Ledger>
  )
}

function LatestTile({ point }: { point: PointDetail }) {
  const t = useText('point')
  const common = useText('common')
  const format = useFormat(point.timezone)
  const now = useNow()
  const ruleText = useRuleText()
  const { value, observedAt, quality, rule, state } = useNewest(point)
  const historical = point.source === 'historical'
  const figure = (): TileFigure => {
    if (value === null || observedAt === null)
      return { status: 'offline', since: common('state.never') }
    if (state === 'offline' && !historical)
      return {
        status: 'offline',
        since: common('state.offlineSince', { time: format.since(observedAt, now) }),
      }
    return { status: 'ready', figure: format.figure(value), unit: format.unit(point.unit) }
  }
  return (
    <Tile
      title={t('ledger.latest')}
      figure={figure()}
      note={
        quality === 'suspect' ? (
          <>
            <StateMark mark="suspect" /> {t('ledger.suspectNow')}
            {rule !== null && `: ${ruleText(rule)}`}
          </>
        ) : state === 'offline' && !historical && value !== null ? (
          t('ledger.lastWas', { value: format.quantity(value, point.unit) })
        ) : (
          ''
        )
      }
      meta={
        observedAt !== null &&
        (historical || state !== 'offline') && (
          <>
            {!historical && (
              <StatePill state={state} observedAt={observedAt} zone={point.timezone} />
            )}
            <span>{format.dateTime(observedAt)}</span>
          </>
        )
      }
    />
  )
}

function PeriodTile({ point, view }: PointLedgerProps) {
  const t = useText('point')
  const format = useFormat(point.timezone)
  const { answer, windows, range } = view
  const { sum, min, max, coverage } = periodFigures(windows, range.until)
  const unit = format.unit(point.unit)
  const amount = answer.data !== undefined && isAmount(answer.data)
  const figure = (): TileFigure => {
    if (!answer.data) return { status: 'loading' }
    if (amount && sum !== null && !isEnough({ coverage }))
      return {
        status: 'insufficient',
        had: t('ledger.partial', { value: format.quantity(sum, point.unit) }),
      }
    if (amount && sum !== null) return { status: 'ready', figure: format.figure(sum), unit }
    if (min === null || max === null) return { status: 'insufficient', had: t('ledger.nothing') }
    return { status: 'ready', figure: format.figures(min, max), unit }
  }
  return (
    <Tile
      title={amount ? t('ledger.counted') : t('ledger.minMax')}
      figure={figure()}
      note={amount ? t('ledger.countedNote') : t('ledger.minMaxNote')}
      meta={<Coverage share={coverage} />}
    />
  )
}

function ReadingsTile({ point, view }: PointLedgerProps) {
  const t = useText('point')
  const format = useFormat(view.range.zone)
  const { count, suspect, strip } = periodFigures(view.windows, view.range.until)
  return (
    <Tile
      title={t('ledger.readings')}
      figure={
        view.answer.data ? { status: 'ready', figure: format.number(count) } : { status: 'loading' }
      }
      note={
        suspect === 0
          ? t('ledger.noSuspects')
          : t('ledger.suspects', { count: suspect, n: format.number(suspect) })
      }
      picture={<QualityStrip cells={strip} />}
      meta={
        point.expectedIntervalMs !== null && (
          <span>
            {t('ledger.expected', { interval: format.duration(point.expectedIntervalMs) })}
          </span>
        )
      }
    />
  )
}

function QualityTile({ point }: { point: PointDetail }) {
  const t = useText('point')
  const format = useFormat(point.timezone)
  const { good, suspect } = point.qualityCounts
  return (
    <Tile
      title={t('ledger.quality')}
      figure={
        good + suspect === 0
          ? { status: 'ready', figure: '–' }
          : { status: 'ready', figure: format.number(good), unit: t('ledger.good') }
      }
      note={
        suspect === 0
          ? t('ledger.noSuspects')
          : t('ledger.suspectCount', { count: suspect, n: format.number(suspect) })
      }
      meta={
        <span>{point.source === 'historical' ? t('ledger.beforeNewest') : t('ledger.last30')}</span>
      }
    />
  )
}

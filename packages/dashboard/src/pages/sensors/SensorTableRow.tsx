import type { Site, WindowSeries } from '@bypuls/model'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useNewest } from '../../data/newest.js'
import { useFormat, useText } from '../../i18n/language.js'
import { SUFFICIENT } from '../../parts/Coverage.js'
import { QualityStrip } from '../../parts/QualityStrip.js'
import { toSpans } from '../../parts/quality-runs.js'
import { StateMark } from '../../parts/StateMark.js'
import { StatePill } from '../../parts/StatePill.js'
import { useRuleText } from '../../parts/useRuleText.js'
import { coverageOf, type SensorRow } from './sensor-rows.js'

type SensorTableRowProps = { row: SensorRow; site: Site; until: number; loading: boolean }

/** A point: name and place, state with age, value with quality, device, and its last 24 hours. */
export const SensorTableRow = memo(function SensorTableRow(props: SensorTableRowProps) {
  const { row, site, until, loading } = props
  const t = useText('sensors')
  const format = useFormat()
  const { point } = row
  return (
    <tr>
      <th scope="row">
        <Link to="/points/$point" params={{ point: point.id }}>
          {format.title(point.title)}
        </Link>
        <small>
          {point.placeTitle}
          {point.usage !== null && ` · ${point.usage}`}
        </small>
      </th>
      <NowCells row={row} site={site} />
      <td className="sensor-served" data-label={t('device')}>
        {point.device === null ? (
          <span className="quiet-3">{t('noDevice')}</span>
        ) : (
          <span className="sensor-device">{point.device}</span>
        )}
      </td>
      <td className="sensor-day" data-label={t('day')}>
        {row.day ? (
          <DayStrip day={row.day} until={until} />
        ) : (
          loading && <span className="skeleton-block skeleton-strip" />
        )}
      </td>
    </tr>
  )
})

/** The quality of 24 hours and the share of the expected readings in them. */
function DayStrip({ day, until }: { day: WindowSeries; until: number }) {
  const common = useText('common')
  const format = useFormat()
  const coverage = coverageOf(day)
  const low = coverage !== null && coverage < SUFFICIENT
  return (
    <span className="sensor-strip">
      <QualityStrip cells={toSpans(day.windows).filter(({ start }) => start < until)} />
      <span className={low ? 'number coverage-low' : 'number'}>
        <span className="hidden">{coverage === null ? common('coverageNone') : ''}</span>
        {coverage === null ? '–' : format.share(coverage)}
      </span>
    </span>
  )
}

/** State and value as they move: of the answer and the socket the newer one. */
function NowCells({ row: { point, latest }, site }: { row: SensorRow; site: Site }) {
  const t = useText('sensors')
  const common = useText('common')
  const format = useFormat(site.timezone)
  const rule = useRuleText()
  const newest = useNewest(point, latest)
  const { value, observedAt, state } = newest
  const whole = point.unit === '1' && Number.isInteger(value)

  return (
    <>
      <td className="sensor-state" data-label={t('state')}>
        {site.source === 'historical' ? (
          <span className="quiet-3">
            {observedAt === null
              ? common('state.never')
              : common('state.historical', { time: format.date(observedAt) })}
          </span>
        ) : (
          <StatePill state={state} observedAt={observedAt} zone={site.timezone} />
        )}
      </td>
      <td className="number sensor-now" data-label={t('value')}>
        <span className="sensor-value">
          {value === null ? '–' : format.quantity(value, point.unit, whole ? 0 : undefined)}
        </span>
        {value !== null && observedAt !== null && state !== 'live' && (
          <small>{format.dateTime(observedAt)}</small>
        )}
        {newest.quality === 'suspect' && (
          <small className="tone-suspect">
            <StateMark mark="suspect" /> {common('quality.suspect')}
            {newest.rule !== null && `: ${rule(newest.rule)}`}
          </small>
        )}
      </td>
    </>
  )
}

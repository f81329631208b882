import type { AirIndex, Point, PollutantNow } from '@bypuls/model'
import { Link } from '@tanstack/react-router'
import { NO_BREAK } from '../../format/language.js'
import { useFormat, useText } from '../../i18n/language.js'
import { AirMark, useAirWord } from '../../parts/AirMark.js'
import { Coverage } from '../../parts/Coverage.js'
import { StateMark } from '../../parts/StateMark.js'
import { scalePosition } from './air-scale.js'

type PollutantTableProps = { air: AirIndex; points: ReadonlyMap<string, Point> }

/** Each pollutant's last hour on the scale of its own bounds, with the coverage of 24 hours. */
export function PollutantTable({ air, points }: PollutantTableProps) {
  const t = useText('environment')
  return (
    <section
      className="table-scroll"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('air.pollutants')}
    >
      <table className="table pollutants">
        <caption className="hidden">{t('air.pollutants')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('air.pollutant')}</th>
            <th scope="col" className="number">
              {t('air.hourMean')}
            </th>
            <th scope="col">{t('air.scale')}</th>
            <th scope="col">{t('air.level')}</th>
            <th scope="col">{t('air.day')}</th>
          </tr>
        </thead>
        <tbody>
          {air.pollutants.map((now) => (
            <PollutantRow key={now.point} now={now} place={points.get(now.point)?.placeTitle} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function PollutantRow({ now, place }: { now: PollutantNow; place: string | undefined }) {
  const t = useText('common')
  const format = useFormat()
  return (
    <tr>
      <th scope="row">
        <Link to="/points/$point" params={{ point: now.point }}>
          {t(`pollutant.${now.pollutant}`)}
        </Link>
        {place !== undefined && <small>{place}</small>}
      </th>
      <td className="number">
        {now.value === null ? '–' : format.number(now.value, 1)}
        {NO_BREAK}
        <span className="unit">µg/m³</span>
      </td>
      <td className="air-scale-cell">
        <LevelScale now={now} />
      </td>
      <td>
        {now.level === null || !now.sufficient ? (
          <span className="state tone-stale">
            <StateMark mark="stale" />
            {t('insufficient')}
          </span>
        ) : (
          <AirMark level={now.level} />
        )}
      </td>
      <td>
        <Coverage share={now.coverage24h} bare />
      </td>
    </tr>
  )
}

function LevelScale({ now }: { now: PollutantNow }) {
  const t = useText('environment')
  const format = useFormat()
  const word = useAirWord()
  const { value, bounds, level } = now
  const steps = [1, 2, 3, 4, 5, 6]
  return (
    <>
      <span
        className="air-scale"
        role="img"
        aria-label={
          value === null
            ? t('air.unknown')
            : `${word(level)}, ${format.quantity(value, 'ug/m3', 1)}. ${t('air.bounds', { bounds: bounds.join(', ') })}`
        }
      >
        {steps.map((step) => (
          <i key={step} className={`air-ground-${step}`} />
        ))}
        {value !== null && <em style={{ left: `${scalePosition(value, bounds) * 100}%` }} />}
      </span>
      <span className="air-bounds" aria-hidden="true">
        {bounds.map((bound, i) => (
          <span key={bound} style={{ left: `${((i + 1) / (bounds.length + 1)) * 100}%` }}>
            {format.number(bound)}
          </span>
        ))}
      </span>
    </>
  )
}

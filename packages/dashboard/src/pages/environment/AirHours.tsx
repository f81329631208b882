import type { AirHour } from '@bypuls/model'
import { wallTime } from '../../format/zone.js'
import { useFormat, useText } from '../../i18n/language.js'
import { AirShape, useAirWord } from '../../parts/AirMark.js'

/** The index hour by hour as a row of marks; an hour that cannot be said is an empty cell. */
export function AirHours({ hours, zone }: { hours: readonly AirHour[]; zone: string }) {
  const t = useText('environment')
  const common = useText('common')
  const format = useFormat(zone)
  const word = useAirWord()
  return (
    <>
      <h3 className="air-hours-title">{t('air.hours')}</h3>
      <ol className="air-hours">
        {hours.map(({ start, end, level, pollutant, partial }) => {
          const from = Date.parse(start)
          const { hour } = wallTime(from, zone)
          const parts = [
            `${format.clockRange(from, Date.parse(end))}: ${word(level)}`,
            ...(pollutant === null ? [] : [common(`pollutant.${pollutant}`)]),
            ...(partial && level !== null ? [t('air.partialWord')] : []),
          ]
          return (
            <li key={start} title={parts.join(', ')}>
              {level === null ? <i className="q-missing" /> : <AirShape level={level} size={14} />}
              <span className="hidden">{parts.join(', ')}</span>
              {hour % 3 === 0 && (
                <span className="air-hour" aria-hidden="true">
                  {String(hour).padStart(2, '0')}
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </>
  )
}

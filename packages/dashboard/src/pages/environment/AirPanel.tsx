import type { AirIndex, Pollutant } from '@bypuls/model'
import { useMemo } from 'react'
import { useFormat, useText } from '../../i18n/language.js'
import { AirShape, useAirWord } from '../../parts/AirMark.js'
import { Panel } from '../../parts/Panel.js'
import type { TableData } from '../../parts/table.js'
import { AirHours } from './AirHours.js'
import { PollutantTable } from './PollutantTable.js'
import type { EnvironmentPanelProps } from './panel-props.js'

type AirPanelProps = EnvironmentPanelProps & { air: AirIndex }

/** The European Air Quality Index now: its level in a word, what it is made of, and the last 24 hours. */
export function AirPanel({ site, page, air }: AirPanelProps) {
  const t = useText('environment')
  const common = useText('common')
  const { range } = page
  const format = useFormat(range.zone)
  const word = useAirWord()
  const list = useList()
  const hour = air.hour && format.window(Date.parse(air.hour.start), Date.parse(air.hour.end))
  const worst = air.pollutants
    .filter(({ level }) => level !== null && level === air.level)
    .map(({ pollutant }) => pollutant)
  const short = [...new Set(air.pollutants.filter((one) => !one.sufficient))]

  return (
    <Panel
      id="air"
      title={range.live ? t('air.now') : t('air.past')}
      subtitle={[hour ?? t('air.noHour'), common(`source.${site.source}`)].join(' · ')}
      beside={<span className="chip">{t('indicative')}</span>}
      span={5}
      tools={{ table: useAirTable(air), api: page.apiPath, small: true }}
      zone={range.zone}
      foot={[
        t('air.source'),
        air.partial && air.missing.length > 0
          ? t('air.partial', { missing: list(air.missing) })
          : t(site.traffic ? 'air.wholeTraffic' : 'air.whole'),
        ...short.map((one) =>
          t('air.short', {
            pollutant: common(`pollutant.${one.pollutant}`),
            place: page.points.get(one.point)?.placeTitle ?? '',
            hours: one.hoursOf24,
          }),
        ),
      ].join(' ')}
    >
      <div className="air-head">
        {air.level !== null && <AirShape level={air.level} size={44} />}
        <div>
          <p className="air-word">{word(air.level)}</p>
          <p className="quiet-2">
            {air.level === null
              ? t('air.unknown')
              : t('air.step', { level: air.level, pollutants: list([...new Set(worst)]) })}
            {air.partial && ` · ${t('air.partialWord')}`}
          </p>
        </div>
      </div>
      <PollutantTable air={air} points={page.points} />
      <AirHours hours={air.hours} zone={range.zone} />
    </Panel>
  )
}

/** `PM₂,₅, PM₁₀ og NO₂`. */
function useList(): (pollutants: readonly Pollutant[]) => string {
  const common = useText('common')
  const { language } = useFormat()
  return (pollutants) =>
    new Intl.ListFormat(language === 'da' ? 'da-DK' : 'en-GB').format(
      pollutants.map((one) => common(`pollutant.${one}`)),
    )
}

function useAirTable(air: AirIndex): TableData {
  const t = useText('environment')
  const common = useText('common')
  const word = useAirWord()
  return useMemo(
    () => ({
      caption: t('air.hours'),
      columns: [
        { title: common('chart.start'), kind: 'time' },
        { title: common('chart.end'), kind: 'time' },
        { title: t('air.level'), kind: 'text' },
        { title: t('air.step1'), kind: 'number', decimals: 0 },
        { title: t('air.worst'), kind: 'text' },
      ],
      rows: air.hours.map(({ start, end, level, pollutant }) => [
        Date.parse(start),
        Date.parse(end),
        word(level),
        level,
        pollutant === null ? null : common(`pollutant.${pollutant}`),
      ]),
    }),
    [air, t, common, word],
  )
}

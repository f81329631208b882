import { Link } from '@tanstack/react-router'
import { useClock } from '../../data/now.js'
import { useFormat, useText } from '../../i18n/language.js'
import { AirMark } from '../../parts/AirMark.js'
import { Change } from '../../parts/Change.js'
import { Coverage } from '../../parts/Coverage.js'
import { Ledger } from '../../parts/Ledger.js'
import { QualityStrip } from '../../parts/QualityStrip.js'
import { Sparkline } from '../../parts/Sparkline.js'
import { StatePill } from '../../parts/StatePill.js'
import { Tile, type TileFigure } from '../../parts/Tile.js'
import { useFactorText } from '../energy/useFactorText.js'
import {
  type CitySum,
  carrierEnergy,
  cityData,
  cityEnergy,
  cityIndoor,
  cityPower,
  currentSites,
  type SiteNow,
  worstAir,
} from './city-figures.js'

type CityLedgerProps = { cities: readonly SiteNow[]; loading: boolean }

/** Six figures of the whole city. A sum says how many sites are in it. */
export function CityLedger({ cities, loading }: CityLedgerProps) {
  const t = useText('city')
  const waiting = loading && currentSites(cities).length === 0
  return (
    <Ledger label={t('ledger.label')} columns={6}>
      <PowerTile cities={cities} waiting={waiting} />
      <EnergyTile cities={cities} waiting={waiting} />
      <Co2eTile cities={cities} waiting={waiting} />
      <IndoorTile cities={cities} waiting={waiting} />
      <AirTile cities={cities} waiting={waiting} />
      <DataTile cities={cities} waiting={waiting} />
    </Ledger>
  )
}

type TileProps = { cities: readonly SiteNow[]; waiting: boolean }

function PowerTile({ cities, waiting }: TileProps) {
  const t = useText('city')
  const format = useFormat()
  const sum = cityPower(cities)
  const observed = cities.flatMap(({ summary, livePower }) => {
    if (!summary?.power || summary.power.state === 'offline') return []
    const { observedAt } = summary.power
    return [livePower?.observedAt ?? (observedAt === null ? 0 : Date.parse(observedAt))]
  })
  return (
    <Tile
      title={t('ledger.power')}
      figure={figureOf(sum.value, waiting, (watts) => format.figure(watts / 1_000), 'kW')}
      change={<Change now={halfHour(sum)} before={sum.before} against={useSameDay()} />}
      picture={<Sparkline now={sum.now} before={sum.earlier} zero />}
      meta={
        <>
          {observed.length > 0 && (
            <StatePill state="live" say="age" observedAt={Math.max(...observed)} />
          )}
          <span>{t('ledger.sites', { known: sum.known, all: sum.of })}</span>
        </>
      }
    />
  )
}

function EnergyTile({ cities, waiting }: TileProps) {
  const t = useText('city')
  const format = useFormat()
  const sum = cityEnergy(cities, 'kWh')
  const electricity = carrierEnergy(cities, 'electricity')
  const heat = carrierEnergy(cities, 'heat')
  return (
    <Tile
      title={t('ledger.energy')}
      figure={figureOf(sum.value, waiting, format.figure, 'kWh')}
      change={<Change now={sum.value} before={sum.before} against={t('ledger.sameTime')} />}
      picture={<Sparkline now={sum.now} before={sum.earlier} zero />}
      meta={
        <>
          {electricity !== null && (
            <span>
              {heat === null
                ? t('ledger.electricityOnly', { electricity: format.number(electricity) })
                : t('ledger.carriers', {
                    electricity: format.number(electricity),
                    heat: format.number(heat),
                  })}
            </span>
          )}
          <span>{t('ledger.sites', { known: sum.known, all: sum.of })}</span>
        </>
      }
    />
  )
}

function Co2eTile({ cities, waiting }: TileProps) {
  const t = useText('city')
  const format = useFormat()
  const sum = cityEnergy(cities, 'kgCo2e')
  const factorText = useFactorText()
  const factor = cities.flatMap(({ summary }) => summary?.energy?.factors ?? [])[0]
  return (
    <Tile
      title={t('ledger.co2e')}
      figure={figureOf(sum.value, waiting, format.figure, 'kg')}
      change={<Change now={sum.value} before={sum.before} against={t('ledger.sameTime')} />}
      picture={<Sparkline now={sum.now} before={sum.earlier} zero />}
      meta={
        <Link to="/sources">
          {factor
            ? t('ledger.factors', { year: factor.year, source: factorText(factor.source) })
            : t('ledger.noFactors')}
        </Link>
      }
    />
  )
}

function IndoorTile({ cities, waiting }: TileProps) {
  const t = useText('city')
  const format = useFormat()
  const indoor = cityIndoor(cities)
  const note =
    indoor.share === null
      ? t('ledger.noIndoor')
      : t('ledger.indoorNote', {
          count: indoor.rooms,
          sites: t('ledger.siteCount', { count: indoor.sites }),
        })
  const without =
    indoor.without.length > 0 ? t('ledger.without', { sites: indoor.without.join(', ') }) : ''
  return (
    <Tile
      title={t('ledger.indoor')}
      figure={figureOf(
        indoor.share,
        waiting,
        (share) => format.number(share * 100),
        t('ledger.ofOccupied'),
      )}
      note={`${note} ${without}`.trim()}
      meta={indoor.share !== null && <Coverage share={indoor.coverage} />}
    />
  )
}

function AirTile({ cities, waiting }: TileProps) {
  const t = useText('city')
  const common = useText('common')
  const format = useFormat()
  const worst = worstAir(cities)
  const air = worst?.summary.air
  if (!worst || !air)
    return (
      <Tile
        title={t('ledger.air')}
        figure={waiting ? { status: 'loading' } : { status: 'absent' }}
        note={t('ledger.airNone')}
      />
    )
  const value = air.value === null ? '' : format.quantity(air.value, 'ug/m3')
  const pollutant = air.pollutant === null ? '' : common(`pollutant.${air.pollutant}`)
  return (
    <Tile
      title={t('ledger.air')}
      figure={{ status: 'ready', figure: <AirMark level={air.level} size={20} /> }}
      note={[
        t('ledger.airNote', { site: worst.site.locality, pollutant, value }),
        air.partial ? t('ledger.airPartial') : '',
        t('ledger.airIndicative'),
      ].join(' ')}
      meta={<Coverage share={air.coverage} />}
    />
  )
}

function DataTile({ cities, waiting }: TileProps) {
  const t = useText('city')
  const format = useFormat()
  const data = cityData(cities)
  const { live, stale, offline } = data
  return (
    <Tile
      title={t('ledger.data')}
      figure={figureOf(data.coverage, waiting, (share) => format.number(share * 100, 1), '%')}
      picture={<QualityStrip cells={data.strip} />}
      note={t('ledger.counts', { count: live + stale + offline, live, stale, offline })}
      meta={<a href="#quality-legend">{t('ledger.howStrip')}</a>}
    />
  )
}

/** The last whole half hour of the day: what last week's same half hour is compared with. */
function halfHour(sum: CitySum): number | null {
  return sum.now.findLast(({ value }) => value !== null)?.value ?? null
}

function useSameDay(): string {
  const t = useText('city')
  const format = useFormat()
  return t('ledger.weekBefore', { day: useClock((now) => format.weekday(now)) })
}

function figureOf(
  value: number | null,
  waiting: boolean,
  write: (value: number) => string,
  unit: string,
): TileFigure {
  if (value !== null) return { status: 'ready', figure: write(value), unit }
  return waiting ? { status: 'loading' } : { status: 'absent' }
}

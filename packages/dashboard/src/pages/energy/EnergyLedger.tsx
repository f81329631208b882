import type { CarrierEnergy, HeatMeter, Latest, SiteEnergy } from '@bypuls/model'
import { alignPrevious, type ChartWindow } from '../../charts/chart-data.js'
import { useClock } from '../../data/now.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Change } from '../../parts/Change.js'
import { Coverage } from '../../parts/Coverage.js'
import { Ledger } from '../../parts/Ledger.js'
import { Sparkline } from '../../parts/Sparkline.js'
import { StatePill } from '../../parts/StatePill.js'
import { Tile, type TileFigure } from '../../parts/Tile.js'
import { CARRIER_TONES, type Tone } from '../../parts/tone.js'
import {
  co2eBars,
  coolingLine,
  energyBars,
  factorsOf,
  isDense,
  isEnough,
  sparkOf,
} from './energy-figures.js'
import type { EnergyPage } from './useEnergyPage.js'
import { useFactorText } from './useFactorText.js'

type EnergyLedgerProps = { energy: SiteEnergy; page: EnergyPage }

/** A tile per carrier, the CO2e of what is bought, and the cooling of each heat meter. */
export function EnergyLedger({ energy, page }: EnergyLedgerProps) {
  const t = useText('energy')
  const tiles = energy.carriers.length + 1 + energy.heatMeters.length
  const columns = tiles <= 3 ? 3 : tiles === 4 ? 4 : tiles === 6 ? 6 : 5
  return (
    <Ledger label={t('ledger.label')} columns={columns}>
      {energy.carriers.map((carrier) => (
        <CarrierTile key={carrier.carrier} carrier={carrier} page={page} />
      ))}
      <Co2eTile energy={energy} page={page} />
      {energy.heatMeters.map((meter) => (
        <CoolingTile
          key={meter.place}
          meter={meter}
          page={page}
          many={energy.heatMeters.length > 1}
        />
      ))}
    </Ledger>
  )
}

function CarrierTile({ carrier, page }: { carrier: CarrierEnergy; page: EnergyPage }) {
  const t = useText('energy')
  const common = useText('common')
  const format = useFormat(page.range.zone)
  const before = page.before?.carriers.find((one) => one.carrier === carrier.carrier)
  const meters = page.latest.filter(({ point }) => carrier.points.includes(point))
  const { kWh, coverage } = carrier.total
  const enough = isEnough(carrier.total)
  const figure = useTotalFigure({ value: kWh, coverage, meters, page })
  return (
    <Tile
      title={common(`carrier.${carrier.carrier}`)}
      figure={figure ?? { status: 'ready', figure: format.number(kWh ?? 0, 1), unit: 'kWh' }}
      change={
        enough && isEnough(before?.total) ? (
          <Against now={kWh} before={before?.total.kWh ?? null} page={page} />
        ) : undefined
      }
      note={enough || kWh === null ? '' : t('ledger.partial', { kWh: format.number(kWh, 1) })}
      picture={
        <Spark
          now={energyBars(carrier)}
          before={energyBars(before)}
          page={page}
          tone={CARRIER_TONES[carrier.carrier]}
          zero
        />
      }
      meta={
        <>
          <Coverage share={coverage} />
          {figure?.status !== 'offline' && <MeterState meters={meters} page={page} />}
        </>
      }
    />
  )
}

function Co2eTile({ energy, page }: EnergyLedgerProps) {
  const t = useText('energy')
  const common = useText('common')
  const format = useFormat(page.range.zone)
  const factorText = useFactorText()
  const { kgCo2e, coverage } = energy.total
  const enough = isEnough(energy.total)
  const figure = useTotalFigure({ value: kgCo2e, coverage, meters: [], page })
  const carriers = energy.carriers.flatMap(({ carrier }) => {
    const factor = factorsOf(energy.factors, carrier).at(-1)
    if (!factor) return []
    const grams = format.number(factor.factor * 1000, 1)
    return [`${common(`carrier.${carrier}`).toLocaleLowerCase(format.language)} ${grams} g`]
  })
  const years = [...new Set(energy.factors.map(({ year }) => year))].sort()
  const source = energy.factors[0]
  return (
    <Tile
      title={t('ledger.co2e')}
      figure={
        kgCo2e === null && energy.factors.length === 0
          ? { status: 'ready', figure: '–' }
          : (figure ?? { status: 'ready', figure: format.number(kgCo2e ?? 0, 1), unit: 'kg' })
      }
      change={
        enough && isEnough(page.before?.total) ? (
          <Against now={kgCo2e} before={page.before?.total.kgCo2e ?? null} page={page} />
        ) : undefined
      }
      note={
        kgCo2e === null
          ? t('ledger.noFactor')
          : enough
            ? ''
            : t('ledger.partialKg', { kg: format.number(kgCo2e, 1) })
      }
      picture={
        <Spark
          now={co2eBars(energy)}
          before={page.before ? co2eBars(page.before) : []}
          page={page}
          tone={6}
          zero
        />
      }
      meta={
        source ? (
          <span>
            <a href="/sources">
              {factorText(source.source)}, {years.join('–')}
            </a>{' '}
            · {carriers.join(', ')} {t('ledger.perKwh')}
          </span>
        ) : undefined
      }
    />
  )
}

type CoolingTileProps = { meter: HeatMeter; page: EnergyPage; many: boolean }

function CoolingTile({ meter, page, many }: CoolingTileProps) {
  const t = useText('energy')
  const format = useFormat(page.range.zone)
  const before = page.before?.heatMeters.find(({ place }) => place === meter.place)
  const { deltaT, m3PerMwh, coverage } = meter.total
  const enough = isEnough(meter.total)
  const figure = useTotalFigure({ value: deltaT, coverage, meters: [], page })
  return (
    <Tile
      title={many ? `${t('ledger.cooling')}, ${meter.placeTitle}` : t('ledger.cooling')}
      figure={figure ?? { status: 'ready', figure: format.number(deltaT ?? 0, 1), unit: '°C' }}
      change={
        enough && before && isEnough(before.total) ? (
          <Against now={deltaT} before={before.total.deltaT} page={page} degrees />
        ) : undefined
      }
      picture={
        isDense(meter) ? (
          <Spark now={coolingLine(meter)} before={coolingLine(before)} page={page} tone={2} />
        ) : undefined
      }
      meta={
        <>
          <Coverage share={coverage} />
          {m3PerMwh !== null && <span>{format.number(m3PerMwh, 1)} m³/MWh</span>}
        </>
      }
    />
  )
}

type TotalProps = {
  value: number | null
  coverage: number | null
  meters: readonly Latest[]
  page: EnergyPage
}

/** Offline or insufficient instead of a figure; null where the figure may be shown. */
function useTotalFigure({ value, coverage, meters, page }: TotalProps): TileFigure | null {
  const t = useText('energy')
  const common = useText('common')
  const format = useFormat(page.range.zone)
  const newest = newestOf(meters)
  const silentSince = useClock((now) => (newest === null ? '' : format.since(newest, now)))
  if (value === null && page.range.live && isSilent(meters)) {
    const since =
      newest === null ? common('state.never') : common('state.offlineSince', { time: silentSince })
    return { status: 'offline', since }
  }
  if (value !== null && isEnough({ coverage })) return null
  const hours = Math.max(1, Math.round((page.range.until - page.range.from) / 3_600_000))
  const had = format.number((coverage ?? 0) * hours)
  return {
    status: 'insufficient',
    had: t('ledger.had', { had, count: hours, of: format.number(hours) }),
  }
}

/** A live period's newest reading: its age, or how long the meter has been silent. */
function MeterState({ meters, page }: { meters: readonly Latest[]; page: EnergyPage }) {
  if (!page.range.live || meters.length === 0) return null
  const state = isSilent(meters)
    ? 'offline'
    : meters.some((meter) => meter.state === 'stale')
      ? 'stale'
      : 'live'
  return <StatePill state={state} say="age" observedAt={newestOf(meters)} zone={page.range.zone} />
}

type AgainstProps = {
  now: number | null
  before: number | null
  page: EnergyPage
  degrees?: boolean
}

function Against({ now, before, page, degrees = false }: AgainstProps) {
  const t = useText('energy')
  const { earlier, earlierName, range } = page
  if (earlier === null || before === null) return null
  const cut = range.until < range.to
  const against = cut ? t('ledger.sameTime', { period: earlierName }) : earlierName
  const how = degrees ? ({ as: 'difference', unit: 'Cel', decimals: 1 } as const) : {}
  return <Change now={now} before={before} against={against} {...how} />
}

type SparkProps = {
  now: readonly ChartWindow[]
  before: readonly ChartWindow[]
  page: EnergyPage
  tone: Tone
  zero?: boolean
}

function Spark({ now, before, page, tone, zero = false }: SparkProps) {
  const { range, earlier } = page
  const moved = earlier
    ? alignPrevious(before, { previousFrom: earlier.from, from: range.from, zone: range.zone })
    : []
  return (
    <Sparkline
      now={sparkOf(now, range.until)}
      before={sparkOf(moved, range.to)}
      from={range.from}
      to={range.to}
      tone={tone}
      zero={zero}
      height={30}
    />
  )
}

function isSilent(meters: readonly Latest[]): boolean {
  return meters.length > 0 && meters.every(({ state }) => state === 'offline')
}

function newestOf(meters: readonly Latest[]): number | null {
  const times = meters.flatMap(({ observedAt }) =>
    observedAt === null ? [] : [Date.parse(observedAt)],
  )
  return times.length === 0 ? null : Math.max(...times)
}

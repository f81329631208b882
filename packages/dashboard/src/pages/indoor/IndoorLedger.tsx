import type { IndoorClimate, IndoorMetric, Site, SiteIndoor } from '@bypuls/model'
import { Link } from '@tanstack/react-router'
import { useFormat, useText } from '../../i18n/language.js'
import { Change } from '../../parts/Change.js'
import { Coverage, SUFFICIENT } from '../../parts/Coverage.js'
import { Ledger } from '../../parts/Ledger.js'
import { FEWEST, Sparkline } from '../../parts/Sparkline.js'
import { StatePill } from '../../parts/StatePill.js'
import { Tile, type TileFigure } from '../../parts/Tile.js'
import { type HeavyRoom, shareUpToII } from './indoor-figures.js'
import { SilentTile } from './SilentTile.js'
import type { IndoorPage, WeekIndoor } from './useIndoorPage.js'

type IndoorLedgerProps = {
  site: Site
  indoor: SiteIndoor
  page: IndoorPage
  weeks: readonly WeekIndoor[]
  heavy: HeavyRoom | null
}

/** The occupied time in figures, the heaviest room, and the room that is silent. */
export function IndoorLedger({ site, indoor, page, weeks, heavy }: IndoorLedgerProps) {
  const t = useText('indoor')
  const tiles = indoor.climates.map((climate) => (
    <ShareTile key={climate.metric} {...{ climate, page, weeks }} />
  ))
  const live = site.source !== 'historical'
  const count = tiles.length + (heavy ? 1 : 0) + (live ? 1 : 0)
  return (
    <Ledger label={t('ledger.label')} columns={count >= 5 ? 5 : count === 4 ? 4 : 3}>
      {tiles}
      {heavy && <HeavyTile heavy={heavy} page={page} live={live} />}
      {live && <SilentTile climates={indoor.climates} page={page} />}
    </Ledger>
  )
}

type ShareTileProps = { climate: IndoorClimate; page: IndoorPage; weeks: readonly WeekIndoor[] }

function ShareTile({ climate, page, weeks }: ShareTileProps) {
  const t = useText('indoor')
  const format = useFormat(page.range.zone)
  const { metric, occupied, bounds, rooms } = climate
  const earlier = page.before?.climates.find((one) => one.metric === metric)
  const share = shareOf(climate)
  const before = earlier && (earlier.occupied.coverage ?? 0) >= SUFFICIENT ? shareOf(earlier) : null
  const percent = (value: number | null) => (value === null ? null : value * 100)
  const judged = rooms.filter((room) => room.occupied.judgedHours > 0).length
  const percentText = (value: number) =>
    format.number(value * 100, Math.abs(value * 100 - Math.round(value * 100)) < 0.05 ? 0 : 1)
  const figure = (): TileFigure => {
    if (occupied.occupiedHours === 0) return { status: 'offline', since: t('ledger.noUse') }
    if (share === null || (occupied.coverage ?? 0) < SUFFICIENT)
      return {
        status: 'insufficient',
        had: t('ledger.had', {
          had: format.number(occupied.judgedHours),
          of: format.number(occupied.occupiedHours),
        }),
      }
    return { status: 'ready', figure: percentText(share), unit: '%' }
  }
  const shown = figure()
  const line = weeks.map(({ from, indoor }) => ({ at: from, value: weekShare(indoor, metric) }))
  const known = line.filter(({ value }) => value !== null).length
  const notes = [
    bounds.lower === null
      ? ''
      : `${format.number(bounds.lower[1] ?? 0)}–${format.quantity(bounds.upper[1] ?? 0, climate.unit, 0)}`,
    known < FEWEST ? '' : t('ledger.weeks', { count: weeks.length }),
  ]
  return (
    <Tile
      title={t(`ledger.share.${metric}`)}
      figure={shown}
      change={
        shown.status === 'ready' && (
          <Change
            as="difference"
            unit={t('ledger.points')}
            decimals={1}
            now={percent(share)}
            before={percent(before)}
            against={page.earlierName}
          />
        )
      }
      picture={<Sparkline tone={5} now={line} />}
      note={notes.filter((note) => note !== '').join(' · ')}
      meta={
        <>
          <Coverage share={occupied.coverage} />
          {t('ledger.rooms', { judged, count: rooms.length })}
        </>
      }
    />
  )
}

/** CO2 by the ceiling of BR18, the others by category II. */
function shareOf({ metric, occupied }: IndoorClimate): number | null {
  return metric === 'co2' ? occupied.atMost1000ppm : shareUpToII(occupied)
}

function weekShare(indoor: SiteIndoor | undefined, metric: IndoorMetric): number | null {
  const climate = indoor?.climates.find((one) => one.metric === metric)
  return climate ? shareOf(climate) : null
}

type HeavyTileProps = { heavy: HeavyRoom; page: IndoorPage; live: boolean }

function HeavyTile({ heavy: { room, hours, peak }, page, live }: HeavyTileProps) {
  const t = useText('indoor')
  const format = useFormat(page.range.zone)
  const latest = page.latest.get(room.point)
  const { atMost1000ppm } = room.occupied
  return (
    <Tile
      title={t('ledger.heaviest')}
      figure={{
        status: 'ready',
        figure: room.placeTitle,
        ...(room.usage === null ? {} : { unit: room.usage }),
      }}
      change={
        peak && page.size === 'PT1H'
          ? t('ledger.peak', {
              value: format.quantity(peak.value, '[ppm]', 0),
              time: format.clockRange(peak.start, peak.end),
            })
          : atMost1000ppm !== null && t('ledger.atMost', { share: format.share(atMost1000ppm) })
      }
      note={t('ledger.heavyHours', {
        hours: format.number(hours, Math.abs(hours - Math.round(hours)) < 0.05 ? 0 : 1),
      })}
      meta={
        <>
          {live && latest && (
            <StatePill
              state={latest.state}
              say="age"
              observedAt={latest.observedAt === null ? null : Date.parse(latest.observedAt)}
              zone={page.range.zone}
            />
          )}
          <Coverage share={room.occupied.coverage} />
          <Link to="/points/$point" params={{ point: room.point }}>
            {t('ledger.seeRoom')}
          </Link>
        </>
      }
    />
  )
}

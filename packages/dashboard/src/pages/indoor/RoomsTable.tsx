import type { IndoorClimate, Room, WindowSize } from '@bypuls/model'
import { useEffect, useRef } from 'react'
import { wallTime } from '../../format/zone.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Coverage, SUFFICIENT } from '../../parts/Coverage.js'
import { QualityStrip } from '../../parts/QualityStrip.js'
import type { StripSpan } from '../../parts/quality-runs.js'
import { StateMark } from '../../parts/StateMark.js'
import { shareUpToII } from './indoor-figures.js'
import { RoomCell } from './RoomCell.js'
import { RoomLink } from './RoomLink.js'
import type { IndoorPage } from './useIndoorPage.js'

type RoomsTableProps = {
  climate: IndoorClimate
  page: IndoorPage
  size: WindowSize
  scale: { low: number; high: number }
  /** The room whose lines are shown. */
  room: Room | undefined
  title: string
}

/** A real table: rooms down, windows across; in each cell a bar, and its numeral where it is III or IV. */
export function RoomsTable({ climate, page, size, scale, room, title }: RoomsTableProps) {
  const t = useText('indoor')
  const common = useText('common')
  const columns = climate.rooms[0]?.windows ?? []
  const used = columns.map((_, i) =>
    climate.rooms.some((one) => (one.windows[i]?.occupied ?? 0) > 0),
  )
  const region = useRef<HTMLElement>(null)
  useEffect(() => {
    if (size === 'PT1H') showUsed(region.current)
  }, [size])
  return (
    <section
      ref={region}
      className="table-scroll"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={common('table.scroll', { title })}
    >
      <table className="heat">
        <caption className="hidden">
          {`${title}: ${t(`metric.${climate.metric}`)}. ${t('rooms.use')}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('rooms.room')}</th>
            {columns.map(({ start }, i) => (
              <ColumnHead
                key={start}
                {...{ start, size }}
                zone={page.range.zone}
                used={used[i] ?? false}
                count={columns.length}
              />
            ))}
            <th scope="col" className="number">
              {t(climate.metric === 'co2' ? 'rooms.atMost' : 'rooms.upToII')}
            </th>
            <th scope="col">{t('rooms.data')}</th>
          </tr>
        </thead>
        <tbody>
          {climate.rooms.map((one) => (
            <tr key={one.place} className={one.place === room?.place ? 'heat-chosen' : ''}>
              <th scope="row">
                <RoomLink room={one} chosen={one.place === room?.place} />
              </th>
              {one.windows.map((window) => (
                <RoomCell
                  key={window.start}
                  {...{ window, scale }}
                  unit={climate.unit}
                  long={size !== 'PT1H'}
                  ahead={Date.parse(window.start) >= page.range.until}
                />
              ))}
              <ShareCell room={one} co2={climate.metric === 'co2'} />
              <td className="heat-strip">
                <QualityStrip cells={stripOf(one, page.range.until)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Where the table is wider than the screen, begin with the first hour in use. */
function showUsed(region: HTMLElement | null): void {
  const name = region?.querySelector('th')
  const used = region?.querySelector('.heat-used')
  if (!region || !name || !used) return
  const beyond = used.getBoundingClientRect().left - name.getBoundingClientRect().right
  if (region.scrollWidth > region.clientWidth) region.scrollLeft += beyond - 4
}

type ColumnHeadProps = {
  start: string
  size: WindowSize
  zone: string
  used: boolean
  count: number
}

function ColumnHead({ start, size, zone, used, count }: ColumnHeadProps) {
  const t = useText('indoor')
  const format = useFormat(zone)
  const at = Date.parse(start)
  const text = {
    hour: () => String(wallTime(at, zone).hour).padStart(2, '0'),
    day: () => (count > 14 ? format.axisDay(at).replace(/^\S+ /, '') : format.axisDay(at)),
    week: () => format.week(at).replace(/^\S+ /, ''),
    month: () => format.axisMonth(at),
  }[size === 'P1D' ? 'day' : size === 'P1W' ? 'week' : size === 'P1M' ? 'month' : 'hour']()
  return (
    <th
      scope="col"
      className={used ? 'heat-head heat-used' : 'heat-head'}
      style={{ width: `${70 / count}%` }}
    >
      {text}
      {used && size === 'PT1H' && <span className="hidden">, {t('rooms.inUse')}</span>}
    </th>
  )
}

function ShareCell({ room: { occupied }, co2 }: { room: Room; co2: boolean }) {
  const t = useText('indoor')
  const format = useFormat()
  const share = co2 ? occupied.atMost1000ppm : shareUpToII(occupied)
  if (occupied.occupiedHours === 0) return <td className="number quiet-3">{t('rooms.notUsed')}</td>
  if (share === null || (occupied.coverage ?? 0) < SUFFICIENT)
    return (
      <td className="number">
        <span className="state tone-stale">
          <StateMark mark="stale" />
          {t('rooms.tooLittle')}
        </span>
        <small>
          <Coverage share={occupied.coverage} />
        </small>
      </td>
    )
  return <td className="number">{format.share(share)}</td>
}

function stripOf({ windows }: Room, until: number): readonly StripSpan[] {
  return windows.map(({ start, end, quality }) => {
    const from = Date.parse(start)
    return { start: from, end: Date.parse(end), quality: from >= until ? 'ahead' : quality }
  })
}

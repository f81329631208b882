import type { IndoorClimate, Room, Site, SiteIndoor } from '@bypuls/model'
import { useMemo } from 'react'
import { rangeTitle, spanParams } from '../../app/range.js'
import { alignPrevious, type PlotData, toChartWindows } from '../../charts/chart-data.js'
import { LazyChart } from '../../charts/LazyChart.js'
import { useChartTable } from '../../charts/useChartTable.js'
import { useWindows, windowsPath } from '../../data/queries.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Legend } from '../../parts/Legend.js'
import { Loaded } from '../../parts/Loaded.js'
import { Panel } from '../../parts/Panel.js'
import { useZoom } from '../energy/useZoom.js'
import { emptyTime } from './indoor-figures.js'
import { lineWindow } from './indoor-range.js'
import type { IndoorPage } from './useIndoorPage.js'

type RoomPanelProps = { site: Site; indoor: SiteIndoor; page: IndoorPage; room: Room }

const HEIGHTS = { co2: 132, 'indoor-temperature': 110, 'indoor-humidity': 96 } as const

/** One room's CO2, temperature and humidity on one time axis, each with the band of category II. */
export function RoomPanel({ site, indoor, page, room }: RoomPanelProps) {
  const t = useText('indoor')
  const common = useText('common')
  const { range, earlier, earlierName } = page
  const format = useFormat(range.zone)
  const size = lineWindow(range)
  const own = useMemo(() => roomPoints(indoor, room.place), [indoor, room.place])
  const points = own.map(({ point }) => point)
  const query = { points, ...spanParams(range), window: size }
  const answer = useWindows(query)
  const before = useWindows(
    { points, ...spanParams(earlier ?? range), window: size },
    { enabled: earlier !== null },
  ).data
  const previousFrom = earlier?.from ?? null
  const plots = useMemo(
    () =>
      own.map(({ climate, point }): PlotData => {
        const of = (list: typeof before) => {
          const series = list?.items.find((one) => one.point === point)
          return series ? toChartWindows(series) : []
        }
        const old = previousFrom === null ? [] : of(before)
        const unit = format.unit(climate.unit)
        const name = t(`metric.${climate.metric}`)
        const bandText = ({ from, to } = bandOf(climate)) =>
          from === 0
            ? t('room.goodTo', { high: format.quantity(to, climate.unit, 0) })
            : t('room.good', {
                low: format.number(from),
                high: format.quantity(to, climate.unit, 0),
              })
        return {
          id: climate.metric,
          unitTitle: `${name}, ${unit}`,
          unit: climate.unit,
          base: 'level',
          height: HEIGHTS[climate.metric],
          good: { ...bandOf(climate), text: bandText() },
          series: [
            {
              id: point,
              title: name,
              tone: 5,
              shape: 'line',
              solid: true,
              decimals: climate.metric === 'co2' ? 0 : 1,
              windows: of(answer.data),
              ...(previousFrom === null || old.length === 0
                ? {}
                : {
                    previous: alignPrevious(old, {
                      previousFrom,
                      from: range.from,
                      zone: range.zone,
                    }),
                    previousTitle: earlierName,
                  }),
            },
          ],
        }
      }),
    [own, answer.data, before, previousFrom, range.from, range.zone, earlierName, format, t],
  )
  const shades = useMemo(
    () => (indoor.window === 'PT1H' ? emptyTime(room.windows) : []),
    [indoor.window, room.windows],
  )
  const title = t('room.title', {
    room: `${room.placeTitle}${room.usage === null ? '' : ` ${room.usage}`}`,
  })
  const table = useChartTable(title, plots)
  const zoom = useZoom()

  return (
    <Panel
      id="room"
      title={title}
      subtitle={[
        t(size === 'PT10M' ? 'room.ten' : size === 'PT1H' ? 'room.hour' : 'room.day'),
        rangeTitle(range, format),
        common(`source.${site.source}`),
      ].join(' · ')}
      span={6}
      tools={{ table, api: windowsPath(query), picture: true }}
      zone={range.zone}
      foot={[t('room.band'), ...(shades.length > 0 ? [t('room.shade')] : [])].join(' ')}
    >
      <Loaded what={title} answer={answer} height={340}>
        {() => (
          <>
            <Legend
              items={[
                { label: room.placeTitle, shape: 'solid', tone: 5 },
                ...(earlier === null ? [] : [{ label: earlierName, shape: 'previous' as const }]),
              ]}
            />
            <LazyChart
              name={title}
              legend={false}
              plots={plots}
              from={range.from}
              to={range.to}
              until={range.until}
              zone={range.zone}
              shades={shades}
              onSelect={zoom}
            />
          </>
        )}
      </Loaded>
    </Panel>
  )
}

function roomPoints(indoor: SiteIndoor, place: string) {
  return indoor.climates.flatMap((climate) => {
    const room = climate.rooms.find((one) => one.place === place)
    return room ? [{ climate, point: room.point }] : []
  })
}

/** The bounds of category II as a ground; a quantity without a floor is good from nothing up. */
function bandOf({ bounds }: IndoorClimate): { from: number; to: number } {
  return { from: bounds.lower?.[1] ?? 0, to: bounds.upper[1] ?? 0 }
}

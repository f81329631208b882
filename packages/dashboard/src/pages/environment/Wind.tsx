import type { Point } from '@bypuls/model'
import type { ChartWindow } from '../../charts/chart-data.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Multiple, NowFigure } from './Multiple.js'
import type { EnvironmentPage } from './useEnvironmentPage.js'
import { extremes, lastValue, sectorOf, windRose } from './weather-figures.js'

type WindProps = {
  speed: Point
  points: readonly Point[]
  page: EnvironmentPage
  windows: ReadonlyMap<string, readonly ChartWindow[]>
}

/** Wind speed over time with the directions it came from, as a rose of the windows' circular means. */
export function Wind({ speed, points, page, windows }: WindProps) {
  const t = useText('environment')
  const { range } = page
  const format = useFormat(range.zone)
  const at = (metric: string) =>
    points.find((point) => point.metric === metric && point.place === speed.place)
  const direction = at('wind-direction')
  const gust = at('wind-gust')
  const directions = windows.get(direction?.id ?? '') ?? []
  const last = lastValue(directions)
  const strongest = extremes(windows.get(gust?.id ?? '') ?? [])?.high
  const own = windows.get(speed.id) ?? []
  const long = page.size === 'P1D' || page.size === 'P1M'
  return (
    <Multiple
      point={speed}
      range={range}
      windows={own}
      figure={
        <div className="wind">
          <div>
            <NowFigure
              point={speed}
              range={range}
              windows={own}
              latest={page.latest.get(speed.id)}
            />
          </div>
          {last !== null && <Rose shares={windRose(directions)} />}
        </div>
      }
    >
      {last !== null && (
        <p className="multiple-note">
          {t('weather.from', {
            name: t(`compass.${compassKey(last.value)}`),
            degrees: format.number(last.value),
            time: long
              ? format.days(last.start, last.end)
              : format.clockRange(last.start, last.end),
          })}
        </p>
      )}
      {strongest && (
        <p className="multiple-note">
          {t('weather.gust', {
            value: format.quantity(strongest.value, gust?.unit ?? 'm/s', 1),
            time: long ? format.date(strongest.start) : format.dateTime(strongest.start),
          })}
        </p>
      )}
    </Multiple>
  )
}

const COMPASS = [
  'n',
  'nne',
  'ne',
  'ene',
  'e',
  'ese',
  'se',
  'sse',
  's',
  'ssw',
  'sw',
  'wsw',
  'w',
  'wnw',
  'nw',
  'nnw',
] as const

function compassKey(degrees: number): (typeof COMPASS)[number] {
  return COMPASS[sectorOf(degrees)] ?? 'n'
}

/** Sixteen wedges: the longer, the more often the wind came from there. */
function Rose({ shares }: { shares: readonly number[] }) {
  const t = useText('environment')
  const most = shares.indexOf(Math.max(...shares))
  const name = t(`compass.${COMPASS[most] ?? 'n'}`)
  return (
    <svg
      className="rose"
      viewBox="-40 -44 80 84"
      role="img"
      aria-label={t('weather.rose', { name })}
    >
      <circle r="33" />
      <circle r="17" />
      {shares.map((share, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sixteen sectors never move
        <path key={i} d={wedge(i, share * 33)} />
      ))}
      <text y="-35" textAnchor="middle">
        N
      </text>
    </svg>
  )
}

function wedge(sector: number, length: number): string {
  const point = (degrees: number) => {
    const radians = ((degrees - 90) * Math.PI) / 180
    return `${(length * Math.cos(radians)).toFixed(1)} ${(length * Math.sin(radians)).toFixed(1)}`
  }
  return `M0 0L${point(sector * 22.5 - 9)}L${point(sector * 22.5 + 9)}z`
}

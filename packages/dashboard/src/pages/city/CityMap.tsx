import { Link } from '@tanstack/react-router'
import { type PointerEvent, useRef, useState } from 'react'
import { useSearchState } from '../../app/search.js'
import { useWidth } from '../../charts/geometry.js'
import { NO_BREAK } from '../../format/language.js'
import { useText } from '../../i18n/language.js'
import { Icon } from '../../parts/Icon.js'
import { Panel } from '../../parts/Panel.js'
import { Segments } from '../../parts/Segments.js'
import { StateMark } from '../../parts/StateMark.js'
import type { SiteNow } from './city-figures.js'
import { MapDrawing, MapNames } from './MapDrawing.js'
import { layOutMarks, type MapView, mapPoint, viewBoxOf, WHOLE_MAP } from './map-layout.js'
import { MAP_HEIGHT, MAP_WIDTH } from './outline.js'
import { MAP_SHOWS, type MapLabel, useMapLabels } from './useMapLabels.js'

/** The country with its sites: a mark per state, a name and one figure each. The list is its twin. */
export function CityMap({ cities }: { cities: readonly SiteNow[] }) {
  const t = useText('city')
  const [search, change] = useSearchState()
  const show = MAP_SHOWS.find((name) => name === search.show) ?? 'power'
  const labels = useMapLabels(cities, show)
  const states = (['live', 'stale', 'offline'] as const).map((mark) => (
    <span key={mark} className={`state tone-${mark}`}>
      <StateMark mark={mark} />
      {t(`common:state.${mark}`).toLowerCase()}
    </span>
  ))

  return (
    <Panel
      id="map"
      title={t('map.title')}
      className="map"
      beside={
        <Segments
          label={t('map.show')}
          chosen={show}
          options={MAP_SHOWS.map((value) => ({ value, label: t(`map.${value}`) }))}
          onChoose={(value) =>
            change({ show: value === 'power' ? undefined : value }, { replace: true })
          }
        />
      }
      foot={
        <span className="map-key">
          {states}
          <span>
            {t(`map.foot.${show}`)} · {t('map.outline')}
          </span>
        </span>
      }
    >
      <MapBox labels={labels} />
    </Panel>
  )
}

function MapBox({ labels }: { labels: readonly MapLabel[] }) {
  const t = useText('city')
  const [ref, width] = useWidth()
  const [view, setView] = useState(WHOLE_MAP)
  const drag = useRef<{ x: number; y: number } | null>(null)
  const box = viewBoxOf(view)
  const height = (width * MAP_HEIGHT) / MAP_WIDTH
  const px = (at: { x: number; y: number }) => ({
    x: ((at.x - box.x) / box.width) * width,
    y: ((at.y - box.y) / box.height) * height,
  })
  const inside = labels.filter(({ site }) => {
    const at = px(mapPoint(site))
    return at.x >= 0 && at.x <= width && at.y >= 0 && at.y <= height
  })
  const placed = layOutMarks(
    inside.map((label) => ({ ...px(mapPoint(label.site)), width: labelWidth(label, width) })),
    { width, height },
  )
  const zoomTo = (zoom: number) => setView({ ...(view.zoom === 1 ? centreOf(labels) : view), zoom })

  const onPointerMove = (event: PointerEvent) => {
    if (!drag.current || event.buttons !== 1 || view.zoom === 1) return
    const scale = box.width / width
    setView({
      ...view,
      x: box.x + box.width / 2 - (event.clientX - drag.current.x) * scale,
      y: box.y + box.height / 2 - (event.clientY - drag.current.y) * scale,
    })
    drag.current = { x: event.clientX, y: event.clientY }
  }

  return (
    <div
      className={view.zoom > 1 ? 'map-box map-box-zoomed' : 'map-box'}
      ref={ref}
      style={{ aspectRatio: `${MAP_WIDTH} / ${MAP_HEIGHT}` }}
      onPointerDown={(event) => {
        drag.current = { x: event.clientX, y: event.clientY }
      }}
      onPointerMove={onPointerMove}
    >
      <MapDrawing box={box} label={t('map.label', { count: labels.length })} />
      {view.zoom === 1 && <MapNames />}
      {width > 0 &&
        inside.map((label, i) => (
          <SiteMark key={label.site.id} label={label} at={placed[i]} short={width < 390} />
        ))}
      <div className="map-zoom">
        <button
          type="button"
          aria-label={t('map.zoomIn')}
          disabled={view.zoom >= 8}
          onClick={() => zoomTo(view.zoom * 2)}
        >
          <Icon name="plus" />
        </button>
        <button
          type="button"
          aria-label={t('map.zoomOut')}
          disabled={view.zoom <= 1}
          onClick={() => zoomTo(Math.max(1, view.zoom / 2))}
        >
          <Icon name="minus" />
        </button>
        <button type="button" aria-label={t('map.whole')} onClick={() => setView(WHOLE_MAP)}>
          <Icon name="home" />
        </button>
      </div>
    </div>
  )
}

type SiteMarkProps = {
  label: MapLabel
  at: ReturnType<typeof layOutMarks>[number] | undefined
  short: boolean
}

function SiteMark({ label, at, short }: SiteMarkProps) {
  const t = useText('common')
  if (!at) return null
  const { site, name, text, unit, state } = label
  const word =
    state === 'waiting'
      ? t('loading', { what: site.title })
      : state === 'historical'
        ? ''
        : t(`state.${state}`)
  const spoken = [site.title, name, `${text} ${unit}`.trim(), word].filter(Boolean).join(', ')
  return (
    <Link
      to="/sites/$site"
      params={{ site: label.site.id }}
      className="map-mark"
      draggable={false}
      aria-label={spoken}
    >
      <span className="map-dot" style={{ left: at.x, top: at.y }}>
        <StateMark mark={label.state} />
      </span>
      <span className="map-label" style={{ left: at.label.x, top: at.label.y }}>
        <b>{label.name}</b> <span>{label.text}</span>
        {!short && label.unit && <span>{NO_BREAK + label.unit}</span>}
      </span>
    </Link>
  )
}

/** A label's width in px before it is drawn; a little too wide rather than too narrow. */
function labelWidth(label: MapLabel, map: number): number {
  const size = map < 390 ? 6.6 : 7.2
  const unit = map < 390 || !label.unit ? 0 : label.unit.length + 1
  return 14 + (label.name.length + 1 + label.text.length + unit) * size
}

function centreOf(labels: readonly MapLabel[]): MapView {
  const points = labels.map(({ site }) => mapPoint(site))
  const mean = (values: readonly number[]) =>
    values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)
  return { x: mean(points.map(({ x }) => x)), y: mean(points.map(({ y }) => y)), zoom: 1 }
}

import { memo } from 'react'
import { useText } from '../../i18n/language.js'
import { INSET_AT } from './map-layout.js'
import {
  BORNHOLM,
  DENMARK,
  INSET,
  MAP_HEIGHT,
  MAP_WIDTH,
  NEIGHBOURS,
  PRICE_AREAS,
} from './outline.js'

type MapDrawingProps = {
  box: { x: number; y: number; width: number; height: number }
  label: string
}

/** The outline: sea, neighbours, Denmark, the border of the price areas, Bornholm in its own frame. */
export const MapDrawing = memo(function MapDrawing({ box, label }: MapDrawingProps) {
  return (
    <svg viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`} role="img" aria-label={label}>
      <rect width={MAP_WIDTH} height={MAP_HEIGHT} fill="var(--map-sea)" />
      <path className="map-abroad" d={NEIGHBOURS} />
      <path className="map-land" d={DENMARK} />
      <path className="map-border" d={PRICE_AREAS} />
      <g transform={`translate(${INSET_AT.x} ${INSET_AT.y})`}>
        <rect x="-3" y="-3" width={INSET + 6} height={INSET + 6} rx="3" className="map-inset" />
        <path className="map-land" d={BORNHOLM} />
      </g>
    </svg>
  )
})

/** Names of seas and neighbours, as decoration at fixed shares of the whole map. */
export function MapNames() {
  const t = useText('city')
  const names = [
    [t('map.northSea'), 3.2, 54.4],
    [t('map.kattegat'), 61, 33.8],
    [t('map.sweden'), 86, 42],
    [t('map.germany'), 15, 96.5],
    [t('map.bornholm'), 85, 14.2],
  ] as const
  return (
    <span className="map-names" aria-hidden="true">
      {names.map(([name, left, top]) => (
        <span key={name} style={{ left: `${left}%`, top: `${top}%` }}>
          {name}
        </span>
      ))}
      <b style={{ left: '46.6%', top: '56.3%' }}>DK1</b>
      <b style={{ left: '56.6%', top: '56.3%' }}>DK2</b>
    </span>
  )
}

import type { Point, Site } from '@bypuls/model'
import { useCallback } from 'react'
import { rangeTitle } from '../../app/range.js'
import { useFormat, useText } from '../../i18n/language.js'
import type { EnvironmentPage } from './useEnvironmentPage.js'

/** `10-minutters middel · Seneste 24 timer · simuleret`: what was done to the readings, and where they are from. */
export function useSubtitle(
  site: Site,
  page: EnvironmentPage,
  method: 'mean' | 'energy' | 'sum',
): string {
  const t = useText('environment')
  const common = useText('common')
  const { range, size } = page
  const format = useFormat(range.zone)
  return [
    range.name === 'fixed' ? rangeTitle(range, format) : common(`time.range.${range.name}`),
    t(`method.${method}.${windowName(size)}`),
    common(`source.${site.source}`),
    common('date.zone', { zone: range.zone }),
  ].join(' · ')
}

/** The words that there are for the windows of this page. */
export function windowName(size: string): 'PT10M' | 'PT1H' | 'P1D' | 'P1M' {
  return size === 'PT10M' || size === 'PT1H' || size === 'P1M' ? size : 'P1D'
}

/** A point's short name in a chart: the quantity, and the place where several places measure. */
export function usePointName(
  points: ReadonlyMap<string, Point>,
  ids: readonly string[],
): (id: string) => string {
  const common = useText('common')
  const format = useFormat()
  const places = new Set(ids.map((id) => points.get(id)?.place)).size
  const metrics = new Set(ids.map((id) => points.get(id)?.metric)).size
  return useCallback(
    (id) => {
      const point = points.get(id)
      if (!point) return id
      const { metric, title, placeTitle } = point
      const known = metric === 'pm2-5' || metric === 'pm10' || metric === 'no2' || metric === 'o3'
      const quantity =
        known || metric === 'so2' ? common(`pollutant.${metric}`) : format.title(title)
      if (places > 1 && metrics === 1) return placeTitle
      return places > 1 ? `${quantity}, ${placeTitle}` : quantity
    },
    [points, places, metrics, common, format],
  )
}

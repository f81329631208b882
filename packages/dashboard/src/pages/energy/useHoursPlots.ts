import type { CarrierEnergy, SiteEnergy } from '@bypuls/model'
import { useMemo } from 'react'
import type { Range } from '../../app/range.js'
import {
  alignPrevious,
  type ChartWindow,
  type PlotData,
  toChartWindows,
} from '../../charts/chart-data.js'
import { useFormat, useText } from '../../i18n/language.js'
import { CARRIER_TONES } from '../../parts/tone.js'
import { energyBars, isComparable } from './energy-figures.js'
import type { EnergyPage, Swap } from './useEnergyPage.js'

const HEIGHTS: Readonly<Partial<Record<CarrierEnergy['carrier'], number>>> = {
  electricity: 210,
  heat: 140,
}

type PlotsOf = { energy: SiteEnergy; page: EnergyPage; swaps: readonly Swap[] }

/** Plots of the carriers and the weather; the same object until something in it changes. */
export function useHoursPlots({ energy, page, swaps }: PlotsOf): readonly PlotData[] {
  const t = useText('energy')
  const common = useText('common')
  const { before, temperature, temperatureBefore, earlierName } = page
  const { from, zone } = page.range
  const previousFrom = page.earlier?.from ?? null
  const size = sizeName(energy.window)
  const marks = useSwapMarks(swaps, page.range)
  return useMemo(() => {
    const moved = (windows: readonly ChartWindow[]) =>
      previousFrom === null || !isComparable(windows)
        ? {}
        : {
            previous: alignPrevious(windows, { previousFrom, from, zone }),
            previousTitle: earlierName,
          }
    const few = energy.carriers.length === 1
    const carriers = energy.carriers.map((carrier): PlotData => {
      const title = common(`carrier.${carrier.carrier}`)
      const earlier = before?.carriers.find((one) => one.carrier === carrier.carrier)
      return {
        id: carrier.carrier,
        unitTitle: `${title}, ${t(`hours.unit.${size}`)}`,
        unit: 'kWh',
        base: 'zero',
        height: few ? 380 : (HEIGHTS[carrier.carrier] ?? 96),
        events: marks.filter(({ point }) => carrier.points.includes(point)),
        series: [
          {
            id: carrier.carrier,
            title,
            tone: CARRIER_TONES[carrier.carrier],
            shape: 'bars',
            windows: energyBars(carrier),
            ...moved(energyBars(earlier)),
          },
        ],
      }
    })
    if (!temperature) return carriers
    const outdoor: PlotData = {
      id: 'outdoor',
      unitTitle: `${t('hours.outdoor')}, °C`,
      unit: 'Cel',
      height: 96,
      series: [
        {
          id: 'outdoor',
          title: t('hours.outdoor'),
          tone: 6,
          shape: 'line',
          solid: true,
          windows: toChartWindows(temperature),
          ...moved(temperatureBefore ? toChartWindows(temperatureBefore) : []),
        },
      ],
    }
    return [...carriers, outdoor]
  }, [
    energy,
    before,
    temperature,
    temperatureBefore,
    earlierName,
    from,
    zone,
    previousFrom,
    size,
    marks,
    t,
    common,
  ])
}

/** The meter swaps with their words, as short as the chart is narrow or long; one list until they change. */
function useSwapMarks(swaps: readonly Swap[], { from, to, zone }: Range) {
  const t = useText('energy')
  const format = useFormat(zone)
  const key = swaps.map(({ at, point }) => `${at} ${point.id}`).join()
  const narrow = globalThis.innerWidth <= 640
  const days = (to - from) / 86_400_000
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what the list holds
  return useMemo(
    () =>
      swaps.map(({ at, point }) => ({
        at,
        point: point.id,
        text: narrow
          ? t('hours.swapShort')
          : days > 10
            ? t('hours.swapDay', { day: format.shortDate(at) })
            : t('hours.swap', { time: format.clock(at) }),
      })),
    [key, narrow, days, t, format],
  )
}

/** The resolution as a key of the texts. */
export function sizeName(size: string): 'hour' | 'day' | 'month' {
  return size === 'P1D' ? 'day' : size === 'P1M' ? 'month' : 'hour'
}

import { m3PerMwh, temperaturesOfTotals } from '@bypuls/model'
import { coverageOverTime, weakest, worstQuality } from './combine.js'
import type { AskMeter, HeatCell, HeatCells, HeatQuery } from './heat.js'
import type { SeriesWindow } from './series-shapes.js'

/** The running totals that tell a heat meter's mean temperatures. */
export const TOTALS: readonly string[] = [
  'heat-volume',
  'supply-volume-temperature',
  'return-volume-temperature',
]

/** Temperatures from what the meter's running totals grew by; of the range from the sum of its windows. */
export async function totalsMeter(ask: AskMeter, query: HeatQuery): Promise<HeatCells> {
  const series = await ask([...TOTALS, 'heat'], query.windows)
  const parts = query.windows.map((window, index) => {
    const at = (metric: string) => series.get(metric)?.[index]
    return { ...window, ...toPart(TOTALS.map(at), at('heat')) }
  })
  const cells = parts.map((part) => toCell(part, [part], part.coverage))
  const span = { start: parts[0]?.start ?? query.until, end: parts.at(-1)?.end ?? query.until }
  return { cells, total: toCell(span, parts, coverageOverTime(parts, query.until)) }
}

type Part = {
  readonly volume: number | null
  readonly supply: number | null
  readonly back: number | null
  readonly kWh: number | null
  readonly coverage: number | null
  readonly quality: HeatCell['quality']
}

function toPart(totals: readonly (SeriesWindow | undefined)[], heat?: SeriesWindow): Part {
  const [volume, supply, back] = totals.map((total) => total?.value ?? null)
  const present = totals.flatMap((total) => total ?? [])
  return {
    volume: volume ?? null,
    supply: supply ?? null,
    back: back ?? null,
    kWh: heat?.value ?? null,
    coverage: weakest(present.map(({ coverage }) => coverage)),
    quality: worstQuality(present),
  }
}

/** Sums first, then divides: a mean of window means would weigh a summer night like a winter day. */
function toCell(
  span: Pick<HeatCell, 'start' | 'end'>,
  parts: readonly Part[],
  coverage: number | null,
): HeatCell {
  const whole = parts.filter((p) => p.volume !== null && p.supply !== null && p.back !== null)
  const billed = parts.filter((part) => part.volume !== null && part.kWh !== null)
  const temperatures = temperaturesOfTotals({
    volumeM3: sum(whole, 'volume'),
    supplyM3Cel: sum(whole, 'supply'),
    returnM3Cel: sum(whole, 'back'),
    kWh: null,
  })
  return {
    start: span.start,
    end: span.end,
    ...temperatures,
    volumeM3: sum(parts, 'volume'),
    m3PerMwh: m3PerMwh(sum(billed, 'volume'), sum(billed, 'kWh')),
    coverage,
    quality: worstQuality(parts.map(({ volume, quality }) => ({ value: volume, quality }))),
  }
}

function sum(parts: readonly Part[], key: 'volume' | 'supply' | 'back' | 'kWh'): number | null {
  const known = parts.flatMap((part) => part[key] ?? [])
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0)
}

import type { PlaceKind } from '@bypuls/model'
import type { Climate, Weather } from './nature/weather.js'
import type { PointSeries } from './series/point-series.js'

/** A room's schedule, as the registry keeps it. */
export type OccupiedHours = {
  readonly from: string | null
  readonly to: string | null
  readonly weekdays: readonly number[]
  readonly start: string
  readonly end: string
  readonly holidays: readonly string[]
}

export type PlacePlan = {
  readonly name: string
  readonly title: string
  readonly kind: PlaceKind
  readonly usage?: string
  readonly occupiedHours?: readonly OccupiedHours[]
}

/** A sensor's fault on one point. Times are counted back from when the city began. */
export type PointFault =
  | {
      readonly kind: 'drift'
      readonly sinceMs: number
      readonly perDay: number
      readonly most: number
    }
  /** Once in `every` readings the sensor sends this, which is outside the plausible range. */
  | { readonly kind: 'outlier'; readonly value: number; readonly every: number }

export type PointPlan = {
  readonly metric: string
  /** The field of the payload. */
  readonly field: string
  /** What the device sends it in, where that is not the metric's own. */
  readonly unit?: string
  readonly source: PointSeries
  readonly fault?: PointFault
}

/** A meter that was changed for another: `newFirst` is what the new one showed, per counting metric. */
export type Swap = {
  readonly agoMs: number
  readonly newChild: string
  readonly newFirst: Readonly<Record<string, number>>
}

export type Format = 'bypuls-json' | 'chirpstack-v4' | 'wmbusmeters'

/** One thing that sends one message at a time about one place. */
export type SenderPlan = {
  readonly place: string
  /** The registered device: itself, or the source (a LoRa server, a meter reader) that carries it. */
  readonly device: string
  readonly title: string
  readonly format: Format
  /** Which of the source's devices it is. */
  readonly child?: string
  readonly points: readonly PointPlan[]
  /** Sent its last message this long before the city began. */
  readonly silentMs?: number
  /** How much oftener than the others it is not heard for an hour or so. */
  readonly gaps?: number
  readonly swap?: Swap
}

/** What stands at a place and what it sends. */
export type Equipment = { readonly place: PlacePlan; readonly senders: readonly SenderPlan[] }

export type SitePlan = {
  readonly name: string
  readonly title: string
  readonly locality: string
  readonly organisation: { readonly name: string; readonly title: string }
  readonly climate: Climate
  readonly priceArea: 'DK1' | 'DK2'
  readonly heatUtility: string | null
  readonly buildingKind: string | null
  readonly heatedM2: number | null
  readonly traffic: boolean
  equipment(world: World): readonly Equipment[]
}

/** What everything at a site lives in. */
export type World = { readonly seed: number; readonly weather: Weather }

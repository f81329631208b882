/** What a heat meter's running totals grew by in a window; null where no two totals bracket it. */
export type HeatIncrease = {
  readonly volumeM3: number | null
  /** Volume × temperature, m3·Cel. */
  readonly supplyM3Cel: number | null
  readonly returnM3Cel: number | null
  readonly kWh: number | null
}

export type HeatTemperatures = {
  readonly supplyCel: number | null
  readonly returnCel: number | null
  readonly deltaT: number | null
  readonly m3PerMwh: number | null
}

/**
 * The resolution that the totals of a heat meter are taken to have, m3 and m3·Cel: hundredths.
 * A meter does not send its resolution and its readings may be interpolated, so it is a convention;
 * with it, the hours of a real home's meter (m3·Cel in whole numbers) that lie above the volume below
 * gave supply temperatures of 46 to 91 °C, while 806 hours under it fell outside 20 to 110 °C.
 */
export const TOTALS_RESOLUTION = 0.01

/** The smallest volume in which those totals can tell a tenth of a degree, m3. */
export const MIN_VOLUME_M3 = TOTALS_RESOLUTION / 0.1

/** A volume flow and two temperatures at one time, or the mean of each over a short window. */
export type FlowReading = {
  readonly flowM3PerH: number
  readonly supplyCel: number
  readonly returnCel: number
  /** How long it stands for, h. */
  readonly hours: number
}

/**
 * Mean temperatures weighted by flow: the increase of volume × temperature ÷ the increase of volume
 * (EN 1434: the totals are integrals over volume), never a mean of means. Null under `MIN_VOLUME_M3`.
 */
export function temperaturesOfTotals(increase: HeatIncrease): HeatTemperatures {
  const { volumeM3, supplyM3Cel, returnM3Cel, kWh } = increase
  if (volumeM3 === null || tooSmall(volumeM3)) return UNKNOWN

  const supplyCel = supplyM3Cel === null ? null : supplyM3Cel / volumeM3
  const returnCel = returnM3Cel === null ? null : returnM3Cel / volumeM3
  return {
    supplyCel,
    returnCel,
    deltaT: supplyCel === null || returnCel === null ? null : supplyCel - returnCel,
    m3PerMwh: m3PerMwh(volumeM3, kWh),
  }
}

/** The same from gauges, where a meter keeps no totals: each reading weighs what flowed during it. */
export function temperaturesOfFlow(
  readings: readonly FlowReading[],
  kWh: number | null,
): HeatTemperatures & { readonly volumeM3: number | null } {
  let volumeM3 = 0
  let supply = 0
  let back = 0
  for (const reading of readings) {
    const volume = Math.max(0, reading.flowM3PerH) * reading.hours
    volumeM3 += volume
    supply += volume * reading.supplyCel
    back += volume * reading.returnCel
  }
  const totals = { volumeM3, supplyM3Cel: supply, returnM3Cel: back, kWh }
  return { ...temperaturesOfTotals(totals), volumeM3: readings.length === 0 ? null : volumeM3 }
}

/** Volume for each MWh delivered, m3: what Danish utilities bill poor cooling by. */
export function m3PerMwh(volumeM3: number | null, kWh: number | null): number | null {
  if (volumeM3 === null || kWh === null || kWh <= 0 || tooSmall(volumeM3)) return null
  return volumeM3 / (kWh / 1000)
}

const UNKNOWN: HeatTemperatures = {
  supplyCel: null,
  returnCel: null,
  deltaT: null,
  m3PerMwh: null,
}

/** Totals are floating point: a volume of 0.1 m3 may come as 0.09999999999854. */
function tooSmall(volumeM3: number): boolean {
  return volumeM3 < MIN_VOLUME_M3 - 1e-9
}

import type { Metric } from './metric.js'
import { airPressure } from './metrics/air-pressure.js'
import { battery } from './metrics/battery.js'
import { bicycleCount } from './metrics/bicycle-count.js'
import { co } from './metrics/co.js'
import { co2 } from './metrics/co2.js'
import { cooling } from './metrics/cooling.js'
import { current } from './metrics/current.js'
import { electricity } from './metrics/electricity.js'
import { electricityExport } from './metrics/electricity-export.js'
import { electricityPower } from './metrics/electricity-power.js'
import { gas } from './metrics/gas.js'
import { heat } from './metrics/heat.js'
import { heatFlow } from './metrics/heat-flow.js'
import { heatPower } from './metrics/heat-power.js'
import { heatVolume } from './metrics/heat-volume.js'
import { hotWater } from './metrics/hot-water.js'
import { illuminance } from './metrics/illuminance.js'
import { indoorHumidity } from './metrics/indoor-humidity.js'
import { indoorIlluminance } from './metrics/indoor-illuminance.js'
import { indoorTemperature } from './metrics/indoor-temperature.js'
import { no2 } from './metrics/no2.js'
import { noiseLaeq } from './metrics/noise-laeq.js'
import { noiseLamax } from './metrics/noise-lamax.js'
import { o3 } from './metrics/o3.js'
import { occupancy } from './metrics/occupancy.js'
import { outdoorHumidity } from './metrics/outdoor-humidity.js'
import { outdoorTemperature } from './metrics/outdoor-temperature.js'
import { parkingOccupancy } from './metrics/parking-occupancy.js'
import { pedestrianCount } from './metrics/pedestrian-count.js'
import { people } from './metrics/people.js'
import { pm1 } from './metrics/pm1.js'
import { pm25 } from './metrics/pm2-5.js'
import { pm10 } from './metrics/pm10.js'
import { radon } from './metrics/radon.js'
import { rain } from './metrics/rain.js'
import { returnTemperature } from './metrics/return-temperature.js'
import { returnVolumeTemperature } from './metrics/return-volume-temperature.js'
import { rssi } from './metrics/rssi.js'
import { snr } from './metrics/snr.js'
import { so2 } from './metrics/so2.js'
import { soilMoisture } from './metrics/soil-moisture.js'
import { solarIrradiance } from './metrics/solar-irradiance.js'
import { solarPower } from './metrics/solar-power.js'
import { solarProduction } from './metrics/solar-production.js'
import { streetLightDimming } from './metrics/street-light-dimming.js'
import { streetLightPower } from './metrics/street-light-power.js'
import { supplyTemperature } from './metrics/supply-temperature.js'
import { supplyVolumeTemperature } from './metrics/supply-volume-temperature.js'
import { trafficCount } from './metrics/traffic-count.js'
import { voc } from './metrics/voc.js'
import { voltage } from './metrics/voltage.js'
import { wasteFill } from './metrics/waste-fill.js'
import { water } from './metrics/water.js'
import { waterLevel } from './metrics/water-level.js'
import { windDirection } from './metrics/wind-direction.js'
import { windGust } from './metrics/wind-gust.js'
import { windSpeed } from './metrics/wind-speed.js'

/** Every metric there is, in the order people read them. A new one is a file in `metrics/` and a line here. */
export const metrics: readonly Metric[] = [
  electricity,
  electricityExport,
  solarProduction,
  heat,
  cooling,
  gas,
  water,
  hotWater,
  heatVolume,
  supplyVolumeTemperature,
  returnVolumeTemperature,
  electricityPower,
  solarPower,
  heatPower,
  streetLightPower,
  heatFlow,
  supplyTemperature,
  returnTemperature,
  streetLightDimming,
  voltage,
  current,
  indoorTemperature,
  indoorHumidity,
  co2,
  voc,
  occupancy,
  people,
  indoorIlluminance,
  radon,
  pm1,
  pm25,
  pm10,
  no2,
  o3,
  so2,
  co,
  noiseLaeq,
  noiseLamax,
  outdoorTemperature,
  outdoorHumidity,
  airPressure,
  windSpeed,
  windGust,
  windDirection,
  rain,
  illuminance,
  solarIrradiance,
  waterLevel,
  soilMoisture,
  trafficCount,
  bicycleCount,
  pedestrianCount,
  parkingOccupancy,
  wasteFill,
  battery,
  rssi,
  snr,
]

const bySlug: ReadonlyMap<string, Metric> = new Map(metrics.map((metric) => [metric.slug, metric]))

export function metricBySlug(slug: string): Metric | undefined {
  return bySlug.get(slug)
}

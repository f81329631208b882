/**
 * The units that can be turned into one another: per quantity, how many of its base unit each one is.
 * UCUM codes. Amounts per volume of air (`[ppm]`) and masses (`ug/m3`) are different quantities on
 * purpose: the factor between them depends on the gas, the temperature and the pressure.
 */
export const QUANTITIES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  energy: {
    'kW.h': 1,
    'W.h': 1e-3,
    'MW.h': 1e3,
    'GW.h': 1e6,
    J: 1 / 3.6e6,
    kJ: 1 / 3600,
    MJ: 1 / 3.6,
    GJ: 1e3 / 3.6,
  },
  power: { W: 1, mW: 1e-3, kW: 1e3, MW: 1e6 },
  pressure: { hPa: 1, Pa: 1e-2, kPa: 10, MPa: 1e4, bar: 1e3, mbar: 1 },
  volume: { m3: 1, l: 1e-3, dm3: 1e-3, cm3: 1e-6, hl: 0.1 },
  flow: { 'm3/h': 1, 'm3/s': 3600, 'm3/min': 60, 'l/h': 1e-3, 'l/min': 0.06, 'l/s': 3.6 },
  density: { 'ug/m3': 1, 'mg/m3': 1e3, 'g/m3': 1e6, 'ng/m3': 1e-3 },
  speed: { 'm/s': 1, 'km/h': 1 / 3.6, '[kn_i]': 1852 / 3600, '[mi_i]/h': 1609.344 / 3600 },
  // Rain in litres per square metre is rain in millimetres.
  length: { m: 1, km: 1e3, dm: 0.1, cm: 1e-2, mm: 1e-3, 'l/m2': 1e-3 },
  voltage: { V: 1, mV: 1e-3, kV: 1e3 },
  current: { A: 1, mA: 1e-3, kA: 1e3 },
  illuminance: { lx: 1, klx: 1e3 },
  irradiance: { 'W/m2': 1, 'kW/m2': 1e3 },
  activity: { 'Bq/m3': 1, 'kBq/m3': 1e3, 'pCi/l': 37 },
  angle: { deg: 1, rad: 180 / Math.PI, gon: 0.9 },
  time: { s: 1, ms: 1e-3, us: 1e-6, min: 60, h: 3600, d: 86_400 },
  // A share and a plain number are one quantity: 1 is 100 %.
  number: { '1': 1, '%': 1e-2, '[ppth]': 1e-3, '[ppm]': 1e-6, '[ppb]': 1e-9 },
  level: { dB: 1, B: 10 },
  signal: { 'dB[m]': 1 },
  volumeTemperature: { 'm3.Cel': 1, 'l.Cel': 1e-3 },
}

/** Temperatures have a zero of their own: Cel = value × scale + offset. */
export const TEMPERATURES: Readonly<Record<string, { scale: number; offset: number }>> = {
  Cel: { scale: 1, offset: 0 },
  K: { scale: 1, offset: -273.15 },
  '[degF]': { scale: 5 / 9, offset: -160 / 9 },
}

/** What devices and people write for a UCUM code, after `µ`, superscripts and spaces are made plain. */
export const ALIASES: Readonly<Record<string, string>> = {
  Wh: 'W.h',
  kWh: 'kW.h',
  MWh: 'MW.h',
  GWh: 'GW.h',
  '°C': 'Cel',
  degC: 'Cel',
  C: 'Cel',
  '°F': '[degF]',
  degF: '[degF]',
  F: '[degF]',
  L: 'l',
  'L/h': 'l/h',
  'L/min': 'l/min',
  'L/s': 'l/s',
  'L/m2': 'l/m2',
  'm3/hr': 'm3/h',
  ppm: '[ppm]',
  ppb: '[ppb]',
  percent: '%',
  pct: '%',
  '%RH': '%',
  '%rH': '%',
  lux: 'lx',
  dBm: 'dB[m]',
  dBA: 'dB',
  'dB(A)': 'dB',
  'dB[SPL]': 'dB',
  'B[SPL]': 'B',
  '°': 'deg',
  kmh: 'km/h',
  kph: 'km/h',
  'km/t': 'km/h',
  kn: '[kn_i]',
  mph: '[mi_i]/h',
  mps: 'm/s',
  m3xC: 'm3.Cel',
  'm3*C': 'm3.Cel',
  'm3.°C': 'm3.Cel',
  'm3·°C': 'm3.Cel',
  sec: 's',
  hr: 'h',
}

import type { Language } from './language.js'

const SHOWN: Readonly<Record<string, string>> = {
  '1': '',
  Cel: '°C',
  K: 'K',
  deg: '°',
  '[ppm]': 'ppm',
  '[ppb]': 'ppb',
  'ug/m3': 'µg/m³',
  'mg/m3': 'mg/m³',
  'dB[SPL]': 'dB',
  'dB(A)': 'dB(A)',
  'dB[A]': 'dB(A)',
  'B[SPL]': 'B',
  m3: 'm³',
  'm3/h': 'm³/h',
  'L/h': 'l/h',
  'l/h': 'l/h',
  'W/m2': 'W/m²',
  'kWh/m2': 'kWh/m²',
  'm3.Cel': 'm³·°C',
  'kW.h': 'kWh',
  'W.h': 'Wh',
  'MW.h': 'MWh',
}

const DANISH: Readonly<Record<string, string>> = { h: 't.', '/h': '/t.', min: 'min.' }

/** A UCUM unit as people write it: `ug/m3` → `µg/m³`, `Cel` → `°C`, `{vehicles}/h` → `/t.`. */
export function formatUnit(ucum: string, language: Language): string {
  const shown = SHOWN[ucum]
  if (shown !== undefined) return shown
  const bare = ucum.replaceAll(/\{[^}]*\}/g, '').replaceAll(/[[\]]/g, '')
  if (language === 'da' && DANISH[bare] !== undefined) return DANISH[bare]
  return bare
    .replaceAll(/([a-zA-Z])([23])\b/g, (_, letter, power) => letter + (power === '2' ? '²' : '³'))
    .replaceAll('.', '·')
}

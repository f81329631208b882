import { type Language, LOCALES, NO_BREAK } from './language.js'

const formatters = new Map<string, Intl.NumberFormat>()

/** A number with a fixed count of decimals, a real minus and the language's separators. */
export function formatNumber(value: number, language: Language, decimals: number): string {
  const key = `${language} ${decimals}`
  let format = formatters.get(key)
  if (!format) {
    format = new Intl.NumberFormat(LOCALES[language], {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    })
    formatters.set(key, format)
  }
  const text = format.format(value)
  return isAllZero(text) ? text.replace('-', '') : text.replace('-', '−')
}

/** Three significant figures above 100 and below, for tiles and lists: `6.319`, `95,5`, `1,12`. */
export function formatFigure(value: number, language: Language): string {
  return formatNumber(value, language, figureDecimals(value))
}

/** Two ends of a range, as exact as the larger one: `416–931`; the dash stands apart from a minus. */
export function formatFigures(low: number, high: number, language: Language): string {
  const whole = Number.isInteger(low) && Number.isInteger(high)
  const decimals = whole ? 0 : figureDecimals(Math.max(Math.abs(low), Math.abs(high)))
  const dash = low < 0 || high < 0 ? `${NO_BREAK}–${NO_BREAK}` : '–'
  return formatNumber(low, language, decimals) + dash + formatNumber(high, language, decimals)
}

/** Two significant figures and more above 100, where room is short: `56`, `1,1`, `224`. */
export function formatBrief(value: number, language: Language): string {
  return formatNumber(value, language, Math.abs(value) >= 9.95 || value === 0 ? 0 : 1)
}

/** A share 0 to 1 as per cent; `97,6 %` or, from 99.95 %, `100 %`. */
export function formatShare(share: number, language: Language, decimals = 1): string {
  const percent = share * 100
  const shown = Math.abs(percent - Math.round(percent)) < 0.05 ? 0 : decimals
  return withUnit(formatNumber(percent, language, shown), '%')
}

/** A number and its unit that never part at a line's end. */
export function withUnit(number: string, unit: string): string {
  return unit === '' ? number : unit === '°' ? `${number}°` : `${number}${NO_BREAK}${unit}`
}

function figureDecimals(value: number): number {
  const size = Math.abs(value)
  if (size >= 99.95 || size === 0) return 0
  return size >= 9.995 ? 1 : 2
}

function isAllZero(text: string): boolean {
  return !/[1-9]/.test(text)
}

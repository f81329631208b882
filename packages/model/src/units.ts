import { ALIASES, QUANTITIES, TEMPERATURES } from './unit-table.js'

/**
 * A value in another unit, or undefined where one of the units is unknown or they measure different
 * things. Units are UCUM codes, or one of the common spellings of `unit-table.ts` (`kWh`, `°C`).
 */
export function convert(value: number, from: string, to: string): number | undefined {
  if (from === to) return value
  const source = unitOf(from)
  const target = unitOf(to)
  if (source === undefined || target === undefined) return undefined
  if (source.quantity !== target.quantity) return undefined
  if (source.code === target.code) return value
  if (source.quantity === 'temperature') {
    return (value * source.scale + source.offset - target.offset) / target.scale
  }
  // Dividing by 1000 is exact where multiplying by 0.001 is not.
  return source.scale >= target.scale
    ? value * (source.scale / target.scale)
    : value / (target.scale / source.scale)
}

/** Whether values in `from` can be turned into `to`. */
export function convertible(from: string, to: string): boolean {
  return convert(1, from, to) !== undefined
}

/** The UCUM code that a common spelling stands for; undefined where it is not known. */
export function unitCode(text: string): string | undefined {
  return unitOf(text)?.code
}

type Unit = {
  readonly code: string
  readonly quantity: string
  readonly scale: number
  readonly offset: number
}

const byCode: ReadonlyMap<string, Unit> = new Map(
  [
    ...Object.entries(QUANTITIES).flatMap(([quantity, scales]) =>
      Object.entries(scales).map(([code, scale]) => ({ code, quantity, scale, offset: 0 })),
    ),
    ...Object.entries(TEMPERATURES).map(([code, { scale, offset }]) => ({
      code,
      quantity: 'temperature',
      scale,
      offset,
    })),
  ].map((unit) => [unit.code, unit]),
)
const byAlias: ReadonlyMap<string, string> = new Map(Object.entries(ALIASES))

function unitOf(text: string): Unit | undefined {
  return byCode.get(text) ?? byCode.get(byAlias.get(plain(text)) ?? plain(text))
}

/** `µg/m³` as `ug/m3`: one sign for micro (there are two in Unicode), no superscripts or spaces. */
function plain(text: string): string {
  return text
    .trim()
    .replace(/[\u00b5\u03bc]/g, 'u')
    .replace(/²/g, '2')
    .replace(/³/g, '3')
    .replace(/\s|\^/g, '')
}

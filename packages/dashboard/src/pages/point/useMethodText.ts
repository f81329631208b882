import { useText } from '../../i18n/language.js'

const METHODS = [
  'mean',
  'sum',
  'max',
  'min',
  'last',
  'energy-mean',
  'circular-mean',
  'increase',
] as const

/** How a window's value was made, in plain words; an unknown method keeps its name. */
export function useMethodText(): (method: string) => string {
  const t = useText('point')
  return (method) => {
    const known = METHODS.find((name) => name === method)
    return known ? t(`method.${known}`) : method
  }
}

import type { point as danish } from '../da/point.js'
import type { Translation } from '../texts.js'

export const point: Translation<typeof danish> = {
  title: 'Point',
}

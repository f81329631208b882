import type { sensors as danish } from '../da/sensors.js'
import type { Translation } from '../texts.js'

export const sensors: Translation<typeof danish> = {
  title: 'Sensors',
}

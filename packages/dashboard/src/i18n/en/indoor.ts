import type { indoor as danish } from '../da/indoor.js'
import type { Translation } from '../texts.js'

export const indoor: Translation<typeof danish> = {
  title: 'Indoor climate',
}

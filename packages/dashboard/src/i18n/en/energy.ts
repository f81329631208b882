import type { energy as danish } from '../da/energy.js'
import type { Translation } from '../texts.js'

export const energy: Translation<typeof danish> = {
  title: 'Energy',
}

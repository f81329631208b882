import type { was as danish } from '../da/was.js'
import type { Translation } from '../texts.js'

export const was: Translation<typeof danish> = {
  title: 'Accessibility statement',
}

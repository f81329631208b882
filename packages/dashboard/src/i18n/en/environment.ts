import type { environment as danish } from '../da/environment.js'
import type { Translation } from '../texts.js'

export const environment: Translation<typeof danish> = {
  title: 'Environment',
}

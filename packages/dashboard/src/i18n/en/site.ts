import type { site as danish } from '../da/site.js'
import type { Translation } from '../texts.js'

export const site: Translation<typeof danish> = {
  what: 'The site',
  breadcrumb: 'Breadcrumb',
  priceArea: 'price area {{area}}',
  heated: '{{m2}} m² heated',
  points_one: '{{count}} point',
  points_other: '{{count}} points',
  zone: 'times in {{zone}}',
  traffic: 'traffic site',
  tabs: {
    label: 'Topics',
    energy: 'Energy',
    environment: 'Environment',
    indoor: 'Indoor climate',
    sensors: 'Sensors',
  },
  source: 'Source: {{source}} · {{licence}}',
  before: {
    title: 'No readings before {{date}}',
    text: 'The site’s data begins that day.',
    show: 'Show the first seven days',
  },
}

import type { sensors as danish } from '../da/sensors.js'
import type { Translation } from '../texts.js'

export const sensors: Translation<typeof danish> = {
  title: 'Sensors',
  what: 'The points',
  none: 'The site has no points yet.',
  noneText: 'A point is made with the command bypuls point add.',
  list: 'All points',
  shown_one: '{{count}} of {{of}} shown',
  shown_other: '{{count}} of {{of}} shown',
  order: 'what is missing stands first',
  search: 'Find a point, place or device',
  states: 'State',
  filter: {
    all: 'All',
    offline: 'Offline',
    stale: 'Stale',
    suspect: 'Suspect',
    live: 'Live',
  },
  noMatch: 'No points match.',
  showAll: 'Show all',
  id: 'Name',
  point: 'Point',
  place: 'Place',
  state: 'State',
  observed: 'Measured',
  value: 'Newest value',
  unit: 'Unit',
  device: 'Device',
  noDevice: 'none now',
  day: 'Last 24 hours, coverage',
}

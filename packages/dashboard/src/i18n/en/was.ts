import type { was as danish } from '../da/was.js'
import type { Translation } from '../texts.js'

export const was: Translation<typeof danish> = {
  title: 'Accessibility statement',
  intro:
    'This statement holds for the pages of Bypuls at this address. They are made to be used by everybody and follow WCAG 2.1 at level AA and the standard EN 301 549.',
  status: 'Compliance',
  statusText:
    'The pages are tested automatically with axe-core and by keyboard in a real browser, in the light and the dark theme, in Danish and English and at a width of 320\u00a0px. The tests found no breach of WCAG 2.1 A and AA. They have not been tested by people with assistive technology.',
  how: 'How it is done',
  howItems: {
    colour:
      'Colour never stands alone: state, air quality and indoor climate also have a shape and a word.',
    charts:
      'Every chart has a name, a table with the same numbers, and can be read with the arrow keys, window by window.',
    live: 'Figures that move can be paused. A screen reader hears of a changed connection only, at most every half minute.',
    zoom: 'The pages can be enlarged to 200% and used at 320\u00a0px. Wide tables scroll inside their own frame.',
    motion: 'Nothing moves by itself, and charts are not animated.',
  },
  known: 'Known shortcomings',
  knownItems: {
    map: 'The map cannot be used fully without sight. The list of sites shows the same.',
    api: 'The documentation of the API is written in English.',
  },
  contact: 'Faults and help',
  contactText:
    'If you meet an obstacle, write to the organisation that runs this installation. If it does not answer, you can complain to the Danish Agency for Digital Government.',
  sources: {
    title: 'Sources and methods',
    intro: 'Where the figures come from and how they are made.',
    sites: 'Sites and their sources',
    site: 'Site',
    source: 'Source',
    kind: 'Data',
    licence: 'Licence',
    what: 'The sources',
    factors: 'CO₂e factors in use today',
    carrier: 'Energy',
    year: 'Year',
    factor: 'kg CO₂e/kWh',
    scope: 'Holds for',
    methodColumn: 'Method',
    methods: 'How the figures are made',
    items: {
      coverage:
        'Coverage is the readings that came divided by those expected. Under 75% no mean or sum is shown.',
      suspect:
        'A reading outside the plausible, or marked by a rule, is kept and shown as suspect but is not part of any mean.',
      days: 'Days, weeks and months follow the local calendar of the site. A day has 23 or 25 hours when the clocks change.',
      counters:
        'Consumption is the difference between the meter at the end and at the start. Where readings are missing in between, the sum is right but its place in time is estimated.',
      air: 'Air quality follows the European Air Quality Index with the bounds of 2024 (ETC HE 2024/17). Where a required pollutant is missing, it is a partial index.',
      indoor:
        'Indoor climate is divided into the categories of EN 16798-1 for the occupied time. The CO₂ limit of 1,000\u00a0ppm is from the Danish building regulations, BR18 § 447.',
      noise:
        'Noise is an energy mean. A short measurement cannot be held against limits for a whole year.',
      delta: 'Cooling ΔT is supply minus return temperature, weighted by the water that flowed.',
    },
    map: 'The outline of the map is from Natural Earth (public domain).',
  },
}

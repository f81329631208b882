import type { energy as danish } from '../da/energy.js'
import type { Translation } from '../texts.js'

export const energy: Translation<typeof danish> = {
  title: 'Energy',
  what: 'The energy',
  none: 'The site does not measure energy.',
  noneText: 'A meter is connected with the command bypuls device add.',
  ledger: {
    label: 'Energy in figures',
    co2e: 'CO₂e',
    cooling: 'Cooling ΔT',
    had_one: '{{had}} of {{of}} hour',
    had_other: '{{had}} of {{of}} hours',
    partial: 'We show no sum under 75\u00a0% coverage. Counted so far: {{kWh}}\u00a0kWh.',
    partialKg: 'We show no sum under 75\u00a0% coverage. Counted so far: {{kg}}\u00a0kg.',
    noFactor: 'There is no factor for the whole period.',
    perKwh: 'per kWh',
    sameTime: '{{period}}, same time',
  },
  hours: {
    title: {
      hour: 'Consumption hour by hour',
      day: 'Consumption day by day',
      month: 'Consumption month by month',
    },
    method: {
      hour: 'sum per hour from the meters’ counters',
      day: 'sum per local day from the meters’ counters',
      month: 'sum per month from the meters’ counters',
    },
    unit: { hour: 'kWh per hour', day: 'kWh per day', month: 'kWh per month' },
    outdoor: 'Outdoor temperature',
    outdoorFrom: 'Outdoor temperature: {{place}}.',
    summary: 'Consumption {{range}}, held against {{before}}.',
    estimated: 'estimated in time',
    estimatedRun:
      '{{carrier}}: in the {{duration}} from {{from}} readings were missing. The total is right, its place in time is estimated.',
    moreRuns_one: '{{count}} more estimated stretch.',
    moreRuns_other: '{{count}} more estimated stretches.',
    swap: 'Meter swap {{time}}, the series goes on',
    swapDay: 'Meter swap {{day}}, the series goes on',
    swapShort: 'Meter swap',
    swapNote:
      'Meter swap, {{meter}}, {{time}}: the old one ended at {{old}}, the new one began at {{first}}.',
  },
  co2e: {
    title: 'How CO₂e is counted',
    carrier: 'Carrier',
    total: 'Total',
    none: 'none',
    notBought: 'not bought, not counted',
    factor: 'Factor: {{source}}, {{scope}}, {{years}}: {{method}}.',
    noFactors: 'There is no factor for the years of this period, so CO₂e cannot be told.',
    lacking: 'For some of the period there is no factor, so the sum cannot be told.',
    beside: 'Cooling is made from electricity that is counted; sun and export stand beside.',
    more: 'Sources and methods',
  },
  cooling: {
    title: 'Cooling ΔT, supply minus return',
    series: 'ΔT',
    method: {
      totals: 'weighted by flow, from the meter’s counters',
      flow: 'weighted by flow, from momentary values',
    },
    daily: 'per day, as too little water flows per hour',
    total: 'Whole period {{deltaT}}: supply {{supply}}, return {{back}}.',
    volume: '{{volume}} m³ per MWh.',
    none: 'Too little water flowed to tell a cooling for the period.',
    skipped_one: '{{count}} window with too little water to tell a temperature is left out.',
    skipped_other: '{{count}} windows with too little water to tell a temperature are left out.',
  },
  days: {
    title: 'District heating per day',
    method: 'sum per local day from the meter’s counter',
  },
}

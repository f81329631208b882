import type { Carrier } from '../contract/energy.js'

/** Which counter feeds which carrier. */
export const CARRIER_OF_METRIC: Readonly<Record<string, Carrier>> = {
  electricity: 'electricity',
  heat: 'heat',
  cooling: 'cooling',
  gas: 'gas',
  'solar-production': 'solar',
  'electricity-export': 'export',
}

/**
 * What a site buys and is counted in its total. Cooling is made from electricity that is counted
 * already; solar and export are shown beside the total, never added to it.
 */
export const BOUGHT: readonly Carrier[] = ['electricity', 'heat', 'gas']

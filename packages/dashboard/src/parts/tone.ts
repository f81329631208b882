import type { Carrier } from '@bypuls/model'

/**
 * A series' colour and dash: 1 fjord (electricity), 2 tegl (heat), 3 fyr (water, air), 4 lyng (sound),
 * 5 rav (indoor climate), 6 skifer (outdoor reference).
 */
export type Tone = 1 | 2 | 3 | 4 | 5 | 6

/** The tone that a carrier has everywhere. */
export const CARRIER_TONES: Readonly<Record<Carrier, Tone>> = {
  electricity: 1,
  heat: 2,
  cooling: 3,
  gas: 4,
  solar: 5,
  export: 6,
}

import type { WindowSize } from '@bypuls/model'

/** Every window that history can be asked in, shortest first; a list of our own keeps zod out of the pages. */
export const WINDOW_SIZES = [
  'PT1M',
  'PT5M',
  'PT10M',
  'PT15M',
  'PT30M',
  'PT1H',
  'P1D',
  'P1W',
  'P1M',
  'P1Y',
] as const satisfies readonly WindowSize[]

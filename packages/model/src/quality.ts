import { z } from 'zod'

/** How far a reading or a window can be trusted; the same label everywhere (docs/architecture.md). */
export const Quality = z.enum(['good', 'suspect', 'corrected', 'estimated', 'missing'])
export type Quality = z.output<typeof Quality>

/** Under this coverage a mean is shown as "insufficient" (18 of 24 hours, directive (EU) 2024/2881). */
export const SUFFICIENT_COVERAGE = 0.75

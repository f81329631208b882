import type { LetterPage, LoggedMessage } from '@bypuls/ingest'
import { z } from 'zod'
import type { LettersOfAll, LogOfAll } from './deps.js'

const missing = z.array(z.string()).optional().meta({
  description:
    'Ingest workers that did not answer: what they have is not in this list. Absent when all did.',
})

/** The shape of a list that several workers give together. */
export function perhapsIncomplete<Shape extends z.ZodRawShape>(list: z.ZodObject<Shape>) {
  return z.object({ ...list.shape, missing })
}

/** What an answer says of the workers that are not in it: nothing where all are. */
export function missingIn(found: LogOfAll | LettersOfAll | LetterPage | readonly LoggedMessage[]): {
  readonly missing?: readonly string[]
} {
  const names = 'missing' in found ? found.missing : []
  return names.length === 0 ? {} : { missing: names }
}

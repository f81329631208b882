import { z } from 'zod'
import { HttpProblem } from '../problem.js'

export type Format = 'json' | 'csv' | 'ndjson' | 'parquet'

export const MEDIA_TYPES = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
} as const satisfies Record<Format, string>

/** `format=` does what `Accept` does, and wins. */
export function formatQuery<const Offered extends readonly Format[]>(offered: Offered) {
  return {
    format: z
      .enum(offered)
      .optional()
      .meta({ description: descriptionOf(offered) }),
    excel: z.enum(['da']).optional().meta({
      description: 'With CSV: for a Danish Excel (byte order mark, semicolon, decimal comma).',
    }),
  }
}

function descriptionOf(offered: readonly Format[]): string {
  return `Does what the \`Accept\` header does; there is ${offered.join(', ')}.`
}

/** The format asked for by name, else by `Accept`, else the first that is offered. */
export function chooseFormat<Offered extends Format>(
  asked: Offered | undefined,
  accepts: (types: string[]) => string | false,
  offered: readonly Offered[],
): Offered {
  if (asked !== undefined) return asked
  const type = accepts(offered.map((format) => MEDIA_TYPES[format]))
  const chosen = offered.find((format) => MEDIA_TYPES[format] === type)
  if (chosen !== undefined) return chosen
  const known = offered.map((format) => MEDIA_TYPES[format]).join(', ')
  throw new HttpProblem({ status: 406, title: 'Not in that format', detail: `There is ${known}.` })
}

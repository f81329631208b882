import type { z } from 'zod'
import { badRequest, type Fault, faultsOf } from './problem.js'

/** The query as its schema has it. What it does not know is a fault too, for it would change nothing. */
export function parseQuery<Query extends z.ZodObject>(
  schema: Query,
  input: unknown,
): z.output<Query> {
  const unknown = unknownOf(schema, input)
  const parsed = schema.safeParse(input)
  if (parsed.success && unknown.length === 0) return parsed.data
  throw badRequest([...unknown, ...(parsed.success ? [] : faultsOf(parsed.error))])
}

function unknownOf({ shape }: z.ZodObject, input: unknown): Fault[] {
  const known = Object.keys(shape)
  const expected = known.length === 0 ? 'none' : known.join(', ')
  return Object.entries(input ?? {})
    .filter(([name]) => !known.includes(name))
    .map(([name, value]) => ({
      path: name,
      message: `no such parameter here (got ${JSON.stringify(value)}); expected ${expected}`,
    }))
}

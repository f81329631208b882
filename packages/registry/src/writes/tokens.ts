import { eq } from 'drizzle-orm'
import { notFound } from '../check/fault.js'
import { hashOf, newToken } from '../credentials.js'
import type { Keeper } from '../keeper.js'
import type { Registry } from '../registry.js'
import { tokens } from '../schema/tables.js'

/** The organisations' tokens: only their hashes are kept. */
export function tokenWrites(keeper: Keeper): Pick<Registry, 'addToken' | 'tokens' | 'revokeToken'> {
  return {
    addToken: (organisation, write) =>
      keeper.write(async (memory, transaction) => {
        if (!memory.view.organisations.has(organisation)) {
          throw notFound('token.organisation', 'organisation', organisation)
        }
        const { prefix, token } = newToken()
        const record = { prefix, hash: hashOf(token), organisation, write, createdAt: keeper.now() }
        await transaction.insert(tokens).values(record)
        return { answer: token, changed: { tokens: new Map([[prefix, record]]) } }
      }),

    tokens: () => [...keeper.memory().tokens.values()].map(({ hash: _, ...told }) => told),

    revokeToken: (prefix) =>
      keeper.write(async (memory, transaction) => {
        if (!memory.tokens.has(prefix)) throw notFound('token', 'token', prefix)
        await transaction.delete(tokens).where(eq(tokens.prefix, prefix))
        return { answer: undefined, changed: { tokens: new Map([[prefix, undefined]]) } }
      }),
  }
}

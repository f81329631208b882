import type { RawMessage } from '@bypuls/model'

/** Which part of some messages' bytes, 0 to 1, is which organisation's. */
export type Holders = ReadonlyMap<string, number>

/** Whose messages the spool holds. */
export type Shares = {
  /** Bytes that came (or, negative, went) and whose they are. */
  count(holders: Holders, bytes: number): void
  of(organisation: string): number
  /** How many organisations have something in it. */
  organisations(): number
}

/** Parts of bytes do not add up to the last one. */
const NOTHING_BELOW_BYTES = 1
/** What a message takes besides its payload and topic. */
const PER_MESSAGE = 40

/** Nobody has anything in it yet. */
export function createShares(): Shares {
  const held = new Map<string, number>()

  return {
    count(holders, bytes) {
      for (const [organisation, part] of holders) {
        const now = (held.get(organisation) ?? 0) + part * bytes
        if (now < NOTHING_BELOW_BYTES) held.delete(organisation)
        else held.set(organisation, now)
      }
    },
    of: (organisation) => held.get(organisation) ?? 0,
    organisations: () => held.size,
  }
}

/** Of messages that are at hand; empty for none. */
export function holdersOf(messages: readonly RawMessage[]): Holders {
  const sizes = new Map<string, number>()
  let all = 0
  for (const { organisation, payload, topic } of messages) {
    const size = PER_MESSAGE + payload.length + topic.length
    sizes.set(organisation, (sizes.get(organisation) ?? 0) + size)
    all += size
  }
  for (const [organisation, size] of sizes) sizes.set(organisation, size / all)
  return sizes
}

/** The one before, where both are the same one organisation: a list of many takes less memory. */
export function sameHolders(before: Holders | undefined, holders: Holders): Holders {
  const [only, ...others] = holders.keys()
  const isSame = only !== undefined && others.length === 0 && before?.get(only) === 1
  return isSame ? before : holders
}

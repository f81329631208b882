import type { ChunkList } from './chunk-list.js'
import { SpoolError } from './spool-error.js'

/** What the spool may take on disk, and who waits when that is nearly reached. */
export type SpoolLimit = {
  /** Why nothing more is accepted when so many bytes are held or coming; undefined while there is room. */
  full(bytes: number): SpoolError | undefined
  /** Little is left: shares count. */
  isTight(): boolean
  /** Why an organisation's messages wait while others' do not; undefined where they need not. */
  overdrawn(organisation: string): SpoolError | undefined
}

/** Parts of the limit: where shares begin to count, and where nothing more is accepted. */
const TIGHT = 0.8
const FULL = 0.95

/** Above 80 % of the limit nobody may hold more than a fair share of it, above 95 % nobody adds. */
export function createSpoolLimit(
  maxBytes: number,
  chunks: Pick<ChunkList, 'bytes' | 'shares'>,
): SpoolLimit {
  const isTight = () => chunks.bytes() > TIGHT * maxBytes

  return {
    isTight,
    full(bytes) {
      return bytes > FULL * maxBytes ? limitReached(chunks.bytes(), maxBytes) : undefined
    },
    overdrawn(organisation) {
      if (!isTight()) return undefined
      const fair = (FULL * maxBytes) / Math.max(1, chunks.shares.organisations())
      const held = chunks.shares.of(organisation)
      return held > fair ? shareReached({ organisation, held, fair, maxBytes }) : undefined
    },
  }
}

function limitReached(held: number, maxBytes: number): SpoolError {
  const cause = `The spool holds ${held} bytes of messages that the store has not taken; its limit is ${maxBytes}, so nothing more is accepted.`
  const remedy =
    'See what /readyz says of the store; accepting goes on when it takes readings again.'
  return new SpoolError('full', { cause, remedy })
}

type Share = {
  readonly organisation: string
  readonly held: number
  readonly fair: number
  readonly maxBytes: number
}

function shareReached({ organisation, held, fair, maxBytes }: Share): SpoolError {
  const cause = `The spool is nearly full because the store has not taken its messages: ${organisation} has ${Math.round(held)} of its ${maxBytes} bytes, more than its fair share of ${Math.round(fair)}, so nothing more of it is accepted.`
  const remedy = 'Send less, or again later: it goes on when the store takes readings again.'
  return new SpoolError('full', { cause, remedy })
}

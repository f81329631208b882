import type { Readings } from '@bypuls/model'
import { StoreError, type TimeSeriesStore } from '@bypuls/stores'
import { jitteredMs, type Patience, Stopped, waitMs } from './keep-trying.js'

/** The store, patience, and who hears of trouble. */
export type GateDeps = Patience & {
  readonly store: Pick<TimeSeriesStore, 'write'>
  /** Told of the first failure, of a new kind of it, and of ever fewer after that. */
  readonly onTrouble: (trouble: StoreTrouble) => void
  /** The store takes writes again. */
  readonly onRecovered: () => void
}

/** Why the store does not take readings, and how often it was asked in vain. */
export type StoreTrouble = {
  readonly kind: 'outage' | 'misconfigured'
  readonly detail: string
  readonly remedy: string
  readonly attempts: number
  /** How long it is left alone now. */
  readonly waitMs: number
}

/** The only way to the store: what it does not take for now is tried again for as long as it takes. */
export type StoreGate = {
  /**
   * Resolves when the store has them. Rejects with a `StoreError` of kind `refused` where it can never
   * have them as they are, and with `Stopped` when the program stops first.
   */
  write(readings: Readings): Promise<void>
  trouble(): StoreTrouble | undefined
}

/**
 * Short, because delivery goes on this long after the store's return at the latest, and it is one
 * request: a store that asks for longer (`Retry-After`) has it.
 */
const LONGEST_WAIT_MS = 5_000
/** A person who sets the store right waits for this. */
const MISCONFIGURED_WAIT_MS = 5_000

/** While the store is away one write at a time asks for it; the others wait for what becomes of it. */
export function createStoreGate(deps: GateDeps): StoreGate {
  let trouble: StoreTrouble | undefined
  let line: Promise<void> = Promise.resolve()

  async function attempt(readings: Readings): Promise<'stored' | 'later'> {
    try {
      await deps.store.write(readings)
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'refused') {
        recovered()
        throw error
      }
      failed(error)
      return 'later'
    }
    recovered()
    return 'stored'
  }

  function failed(error: unknown): void {
    const misconfigured = error instanceof StoreError && error.kind === 'misconfigured'
    const attempts = (trouble?.attempts ?? 0) + 1
    const isNews = (trouble?.kind === 'misconfigured') !== misconfigured || isPowerOfTwo(attempts)
    trouble = {
      kind: misconfigured ? 'misconfigured' : 'outage',
      detail: error instanceof Error ? error.message : String(error),
      remedy: misconfigured
        ? "Set the store's address and token right; every message is kept on disk meanwhile."
        : 'Bring the store back; every message is kept on disk meanwhile.',
      attempts,
      waitMs: misconfigured
        ? MISCONFIGURED_WAIT_MS
        : waitMs(error, jitteredMs(attempts, deps.random, LONGEST_WAIT_MS)),
    }
    if (isNews) deps.onTrouble(trouble)
  }

  function recovered(): void {
    if (!trouble) return
    trouble = undefined
    deps.onRecovered()
  }

  async function insist(readings: Readings): Promise<void> {
    for (;;) {
      if (trouble) await deps.sleep(trouble.waitMs, deps.signal)
      if (deps.signal.aborted) throw new Stopped()
      if ((await attempt(readings)) === 'stored') return
    }
  }

  return {
    async write(readings) {
      if (!trouble && (await attempt(readings)) === 'stored') return
      const turn = line.then(() => insist(readings))
      line = turn.catch(() => undefined)
      await turn
    },
    trouble: () => trouble,
  }
}

function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0
}

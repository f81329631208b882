/** Collects single items into batches, one batch under way at a time. */
export type Gather<Item> = {
  add(item: Item): void
  /** Resolves when everything that was added has been flushed. */
  empty(): Promise<void>
}

/** How large batches become and how close they follow each other. */
export type GatherSettings<Item> = {
  /** Never rejects: what becomes of an item is the item's own matter. */
  readonly flush: (batch: readonly Item[]) => Promise<void>
  /** A batch this large goes at once. */
  readonly enough: number
  /** Batches begin at least this far apart, unless there is enough for one. */
  readonly spacingMs: number
}

/**
 * Group commit: the first item after a pause goes at once; what comes shortly after a batch gathers, so
 * that a commit to disk is shared by as many as came meanwhile.
 */
export function createGather<Item>({
  flush,
  enough,
  spacingMs,
}: GatherSettings<Item>): Gather<Item> {
  let waiting: Item[] = []
  let busy = false
  let begunAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  let immediate: NodeJS.Immediate | undefined
  let onEmpty: (() => void)[] = []

  async function run(): Promise<void> {
    clearTimeout(timer)
    clearImmediate(immediate)
    timer = undefined
    immediate = undefined
    const batch = waiting
    waiting = []
    busy = true
    begunAt = performance.now()
    await flush(batch)
    busy = false
    if (waiting.length === 0) {
      for (const resolve of onEmpty) resolve()
      onEmpty = []
    } else schedule()
  }

  function schedule(): void {
    if (busy || immediate || (timer && waiting.length < enough)) return
    const waitMs = waiting.length >= enough ? 0 : begunAt + spacingMs - performance.now()
    if (waitMs > 0) timer = setTimeout(() => void run(), waitMs)
    else immediate = setImmediate(() => void run())
  }

  return {
    add(item) {
      waiting.push(item)
      schedule()
    },
    empty() {
      if (!busy && waiting.length === 0) return Promise.resolve()
      return new Promise((resolve) => onEmpty.push(resolve))
    },
  }
}

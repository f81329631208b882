import { createRepeatingMap, type Flag, type Reading } from '@bypuls/model'

/** The newest reading of a point. Times are epoch ms UTC. */
export type LatestValue = {
  readonly observedAt: number
  /** When it came in; null for one that was read back from the store at start. */
  readonly receivedAt: number | null
  readonly value: number
  readonly flag: Flag
  /** Which rule made it suspect; null for a good one. */
  readonly rule: 'range' | null
}

/** The newest reading of every point, in memory. Suspect ones count and are marked. */
export type LatestTable = {
  get(point: string): LatestValue | undefined
  /**
   * Takes a reading over if nothing newer is known; says whether it changed anything. Of two for one
   * instant the later wins, but never a suspect one over a good one (as in the store).
   */
  update(reading: Reading, receivedAt: number | null): boolean
  size(): number
}

/** Updated in place: a new object per reading would cost more than the rest of the path. */
type Row = {
  observedAt: number
  receivedAt: number | null
  value: number
  flag: Flag
  rule: 'range' | null
}

/** An empty table. */
export function createLatestTable(): LatestTable {
  const rows = createRepeatingMap<Row>()

  return {
    get(point) {
      const row = rows.get(point)
      return row && { ...row }
    },
    update(reading, receivedAt) {
      const { point, observedAt, value, flag } = reading
      const rule = flag === 'suspect' ? 'range' : null
      const row = rows.get(point)
      if (!row) {
        rows.add(point, { observedAt, receivedAt, value, flag, rule })
        return true
      }
      if (observedAt < row.observedAt) return false
      if (observedAt === row.observedAt) {
        if (value === row.value && flag === row.flag) return false
        if (flag === 'suspect' && row.flag === 'good') return false
      }
      row.observedAt = observedAt
      row.receivedAt = receivedAt
      row.value = value
      row.flag = flag
      row.rule = rule
      return true
    },
    size: rows.size,
  }
}

/** Fills the table with what the store knows; what has come in meanwhile stays where it is newer. */
export async function fillLatest(
  table: LatestTable,
  store: { latest(): AsyncIterable<readonly Reading[]> },
): Promise<void> {
  for await (const readings of store.latest()) {
    for (const reading of readings) table.update(reading, null)
  }
}

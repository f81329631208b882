import type { DeviceLink, Entry } from '@bypuls/model'
import type { deviceLinks, devices, entries } from '../schema/tables.js'

type LinkRow = typeof deviceLinks.$inferSelect
type EntryRow = typeof entries.$inferSelect
export type DeviceRow = typeof devices.$inferSelect

export function toLinkRow(organisation: string, device: string, link: DeviceLink) {
  return {
    organisation,
    device,
    child: link.child ?? null,
    field: link.field,
    point: link.point,
    unit: link.unit ?? null,
    from: link.from,
    to: link.to ?? null,
    oldFinal: link.oldFinal ?? null,
    newFirst: link.newFirst ?? null,
    expectedIntervalMs: link.expectedIntervalMs,
  } satisfies Omit<LinkRow, 'id'>
}

export function toLink(row: LinkRow): DeviceLink {
  return {
    ...(row.child === null ? {} : { child: row.child }),
    field: row.field,
    point: row.point,
    ...(row.unit === null ? {} : { unit: row.unit }),
    from: row.from,
    ...(row.to === null ? {} : { to: row.to }),
    ...(row.oldFinal === null ? {} : { oldFinal: row.oldFinal }),
    ...(row.newFirst === null ? {} : { newFirst: row.newFirst }),
    expectedIntervalMs: row.expectedIntervalMs,
  }
}

export function toEntryRow(entry: Entry): EntryRow {
  const amount = entry.kind === 'offset' ? entry.amount : null
  return { point: entry.point, at: entry.at, kind: entry.kind, rule: entry.rule, amount }
}

/** Throws for a row that no version of the program writes: a damaged registry must not go on. */
export function toEntry({ point, at, kind, rule, amount }: EntryRow): Entry {
  if (kind === 'offset' && amount !== null) {
    if (rule === 'reset' || rule === 'rollover' || rule === 'swap') {
      return { point, kind, at, amount, rule }
    }
  }
  if (kind === 'suspect' && (rule === 'glitch' || rule === 'rate')) return { point, kind, at, rule }
  throw new Error(`the registry has an entry that it cannot have: ${point} ${at} ${kind} ${rule}`)
}

import type { Entry } from '@bypuls/model'
import type { Pace } from '../pace.js'
import type {
  DeviceRecord,
  JobRecord,
  OrganisationRecord,
  PlaceRecord,
  PointRecord,
  SiteRecord,
} from '../registry.js'
import { changedLinks, changedPointsOfSite } from './indexes.js'
import type { Memory, TokenRecord } from './memory.js'
import { type Changed, replaced } from './replaced.js'

/** What others wrote, by the keys of the memory's maps. */
export type ChangedRecords = {
  readonly organisations: Changed<OrganisationRecord>
  readonly sites: Changed<SiteRecord>
  readonly places: Changed<PlaceRecord>
  readonly points: Changed<PointRecord>
  readonly devices: Changed<DeviceRecord>
  readonly passwords: Changed<string>
  readonly tokens: Changed<TokenRecord>
  readonly jobs: Changed<JobRecord>
  readonly entries: Changed<readonly Entry[]>
}

/** To begin from. */
export const NOTHING_CHANGED: ChangedRecords = {
  organisations: new Map(),
  sites: new Map(),
  places: new Map(),
  points: new Map(),
  devices: new Map(),
  passwords: new Map(),
  tokens: new Map(),
  jobs: new Map(),
  entries: new Map(),
}

/** The kinds of records that a write may change. */
export type Kind = Exclude<keyof ChangedRecords, 'passwords'>

const KINDS: ReadonlySet<string> = new Set<Kind>([
  'organisations',
  'sites',
  'places',
  'points',
  'devices',
  'tokens',
  'jobs',
  'entries',
])

export function isKind(text: string): text is Kind {
  return KINDS.has(text)
}

/** What one write changed: keys of the memory's maps. */
export type Changes = Partial<Record<Kind, readonly string[]>>

/** The memory with these changes, made in short pieces; the one before stays as it was. */
export async function changedMemory(
  { view, passwords, tokens, jobs, entries }: Memory,
  changed: ChangedRecords,
  pace: Pace,
): Promise<Memory> {
  const isViewChanged = [
    changed.organisations,
    changed.sites,
    changed.places,
    changed.points,
    changed.devices,
  ].some(({ size }) => size > 0)
  return {
    view: isViewChanged
      ? {
          organisations: await replaced(view.organisations, changed.organisations, pace),
          sites: await replaced(view.sites, changed.sites, pace),
          places: await replaced(view.places, changed.places, pace),
          points: await replaced(view.points, changed.points, pace),
          pointsOfSite: await changedPointsOfSite(view, changed.points, pace),
          devices: await replaced(view.devices, changed.devices, pace),
          linksOfPoint: await changedLinks(view, changed.devices, pace),
        }
      : view,
    passwords: await replaced(passwords, changed.passwords, pace),
    tokens: await replaced(tokens, changed.tokens, pace),
    jobs: await replaced(jobs, changed.jobs, pace),
    entries: await replaced(entries, changed.entries, pace),
  }
}

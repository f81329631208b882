import type { Entry } from '@bypuls/model'
import type { Pace } from '../pace.js'
import type {
  DeviceRecord,
  JobRecord,
  OrganisationRecord,
  PlaceRecord,
  PointRecord,
  RegistryView,
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

const NOTHING: ChangedRecords = {
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

/** The kinds of records that a write may change; a password is part of its device. */
export type Kind = Exclude<keyof ChangedRecords, 'passwords'>

export const KINDS = [
  'organisations',
  'sites',
  'places',
  'points',
  'devices',
  'tokens',
  'jobs',
  'entries',
] as const satisfies readonly Kind[]

/** The memory with these changes, made in short pieces; the one before stays as it was. */
export async function changedMemory(
  memory: Memory,
  changes: Partial<ChangedRecords>,
  pace: Pace,
): Promise<Memory> {
  const changed = { ...NOTHING, ...changes }
  if (Object.values(changed).every(({ size }) => size === 0)) return memory
  const { view, passwords, tokens, jobs, entries } = memory
  return {
    view: await changedView(view, changed, pace),
    passwords: await replaced(passwords, changed.passwords, pace),
    tokens: await replaced(tokens, changed.tokens, pace),
    jobs: await replaced(jobs, changed.jobs, pace),
    entries: await replaced(entries, changed.entries, pace),
  }
}

async function changedView(
  view: RegistryView,
  { organisations, sites, places, points, devices }: ChangedRecords,
  pace: Pace,
): Promise<RegistryView> {
  const isSame = [organisations, sites, places, points, devices].every(({ size }) => size === 0)
  if (isSame) return view
  return {
    organisations: await replaced(view.organisations, organisations, pace),
    sites: await replaced(view.sites, sites, pace),
    places: await replaced(view.places, places, pace),
    points: await replaced(view.points, points, pace),
    pointsOfSite: await changedPointsOfSite(view, points, pace),
    devices: await replaced(view.devices, devices, pace),
    linksOfPoint: await changedLinks(view, devices, pace),
  }
}

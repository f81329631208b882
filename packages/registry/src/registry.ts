import type { Device, Entry, PlaceKind, SourceKind } from '@bypuls/model'

export type OrganisationRecord = { readonly name: string; readonly title: string }

export type SiteRecord = {
  readonly name: string
  readonly title: string
  readonly locality: string
  readonly organisation: string
  readonly latitude: number
  readonly longitude: number
  readonly timezone: string
  readonly priceArea: 'DK1' | 'DK2' | null
  readonly heatUtility: string | null
  readonly buildingKind: string | null
  readonly heatedM2: number | null
  readonly traffic: boolean
  readonly outdoorCo2Ppm: number
  readonly source: SourceKind
  readonly public: boolean
  readonly licence: string
  readonly sourceText: string
  readonly offlineAfterMs: number
}

/**
 * When a room is in use: local hours per ISO weekday (1 = Monday), in a period of local dates
 * (`from` inclusive, `to` exclusive, null = open), without the listed holidays.
 */
export type OccupiedHours = {
  readonly from: string | null
  readonly to: string | null
  readonly weekdays: readonly number[]
  /** `08:00`, `15:00`: local wall clock. */
  readonly start: string
  readonly end: string
  /** Local dates, `2026-12-24`. */
  readonly holidays: readonly string[]
}

export type PlaceRecord = {
  readonly site: string
  readonly name: string
  readonly title: string
  readonly kind: PlaceKind
  readonly usage: string | null
  /** Rooms: their schedule. Empty with an `occupancy` point: the point tells. */
  readonly occupiedHours: readonly OccupiedHours[]
}

export type PointRecord = {
  readonly id: string
  readonly site: string
  readonly place: string
  readonly metric: string
}

export type DeviceRecord = Device & {
  readonly state: 'active' | 'revoked'
  readonly createdAt: number
}

/** Everything that is registered, as of the last write. Replaced as a whole, never changed in place. */
export interface RegistryView {
  readonly organisations: ReadonlyMap<string, OrganisationRecord>
  readonly sites: ReadonlyMap<string, SiteRecord>
  /** By `<site>.<place>`. */
  readonly places: ReadonlyMap<string, PlaceRecord>
  readonly points: ReadonlyMap<string, PointRecord>
  readonly pointsOfSite: ReadonlyMap<string, readonly PointRecord[]>
  /** By `<organisation>/<device>`. */
  readonly devices: ReadonlyMap<string, DeviceRecord>
  /** Who served a point, oldest first: the device's key and the link. */
  readonly linksOfPoint: ReadonlyMap<string, readonly PointLink[]>
}

export type PointLink = { readonly device: string; readonly link: Device['links'][number] }

/** Who asks: nobody in particular, an organisation's token, a device by its credential, or the operator. */
export type Caller =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'organisation'; readonly organisation: string; readonly write: boolean }
  | { readonly kind: 'device'; readonly organisation: string; readonly device: string }
  | { readonly kind: 'operator' }

/** What may be told of a token: never its secret. */
export type TokenInfo = {
  readonly prefix: string
  readonly organisation: string
  readonly write: boolean
  readonly createdAt: number
}

/** Where a background job got to; `cursor` is the job's own note to itself. */
export type JobRecord = {
  readonly id: string
  readonly kind: 'history' | 'import'
  readonly title: string
  readonly state: 'running' | 'done' | 'failed'
  readonly done: number
  readonly total: number
  readonly detail: string | null
  readonly cursor: string | null
}

export type NewDevice = {
  readonly organisation: string
  readonly name: string
  readonly title: string
  readonly format: string
  readonly links: Device['links']
}

/** Printed once, kept only as a hash. */
export type Credential = { readonly username: string; readonly password: string }

/** What is added together: all of it or nothing. Records may name others of the same batch. */
export type RegistryBatch = {
  readonly organisations?: readonly OrganisationRecord[]
  readonly sites?: readonly SiteRecord[]
  readonly places?: readonly PlaceRecord[]
  readonly points?: readonly PointRecord[]
  readonly devices?: readonly NewDevice[]
}

/**
 * A write that cannot be. 400: a value that is not allowed; 404: a parent that does not exist; 409: a
 * name that is taken, or a thing that others hang on. Names field, value and what was expected.
 */
export class RegistryError extends Error {
  readonly path: string
  readonly status: 400 | 404 | 409

  constructor(path: string, message: string, status: 400 | 404 | 409) {
    super(message)
    this.name = 'RegistryError'
    this.path = path
    this.status = status
  }
}

/** Who and what: kept in one Postgres schema (PGlite embedded), read from memory. */
export interface Registry {
  view(): RegistryView
  /** Calls back after each change of the view; returns the way to stop. */
  onChange(listener: (view: RegistryView) => void): () => void

  /** Adds everything of the batch in one write; the devices' credentials in their order. */
  addAll(batch: RegistryBatch): Promise<readonly Credential[]>
  addOrganisation(record: OrganisationRecord): Promise<void>
  addSite(record: SiteRecord): Promise<void>
  addPlace(record: PlaceRecord): Promise<void>
  /** Adds the point; the place must exist. */
  addPoint(record: PointRecord): Promise<void>
  addDevice(device: NewDevice): Promise<Credential>
  /**
   * Adds links to a device (a swap, a new field). An open link of the same field (and child) ends
   * where a later one begins.
   */
  addLinks(organisation: string, device: string, links: Device['links']): Promise<void>
  revokeDevice(organisation: string, device: string): Promise<void>
  /** A token that reads (or also writes) an organisation's data; the secret is returned once. */
  addToken(organisation: string, write: boolean): Promise<string>
  /** Every token by its prefix, without its secret. */
  tokens(): readonly TokenInfo[]
  /** The token with that prefix reads nothing any more. */
  revokeToken(prefix: string): Promise<void>

  /**
   * By MQTT user name and password, or HTTP Basic. Null is a no. After ten failures within a minute
   * the name is refused for a minute, from that address only where one is given: nobody locks a
   * sensor out from elsewhere.
   */
  authenticateDevice(
    username: string,
    password: string,
    address?: string,
  ): Promise<{ organisation: string; device: string } | null>
  authenticateToken(secret: string): Promise<{ organisation: string; write: boolean } | null>

  /** Until when that user name is refused for its failures, epoch ms; null when it is not. */
  refusedUntil(username: string, address?: string): number | null

  /** Dated entries of the points, oldest first per point (from memory). */
  entries(point: string): readonly Entry[]
  /** Replaces a point's entries in [from, to) with the given ones. */
  replaceEntries(point: string, from: number, to: number, entries: readonly Entry[]): Promise<void>

  jobs(): readonly JobRecord[]
  saveJob(job: JobRecord): Promise<void>

  health(): Promise<{ ok: true } | { ok: false; detail: string; remedy: string }>
  close(): Promise<void>
}

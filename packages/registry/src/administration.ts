import type { DeviceLink } from '@bypuls/model'
import type { Cluster } from './cluster.js'
import type {
  Credential,
  DeviceRecord,
  OrganisationRecord,
  PlaceRecord,
  Registry,
  SiteRecord,
} from './registry.js'

/** What an operator does besides: names never change, what they stand for may. Rejects as `Registry`. */
export interface RegistryAdministration {
  updateOrganisation(name: string, patch: Partial<Omit<OrganisationRecord, 'name'>>): Promise<void>
  updateSite(name: string, patch: Partial<Omit<SiteRecord, 'name'>>): Promise<void>
  updatePlace(
    site: string,
    name: string,
    patch: Partial<Omit<PlaceRecord, 'site' | 'name'>>,
  ): Promise<void>
  updateDevice(
    organisation: string,
    name: string,
    patch: Partial<Pick<DeviceRecord, 'title' | 'format'>>,
  ): Promise<void>
  /** Gives the device a new password; the one before is no good any more. 409 where it is revoked. */
  rotateDevice(organisation: string, device: string): Promise<Credential>
  /** Ends the open links of these fields: a meter that is taken down, or swapped for another device. */
  endLinks(
    organisation: string,
    device: string,
    fields: readonly Pick<DeviceLink, 'child' | 'field'>[],
    at: number,
  ): Promise<void>

  /** Removes what nothing hangs on; 409 otherwise. A device that served a point is revoked, not removed. */
  removeSite(name: string): Promise<void>
  removePlace(site: string, name: string): Promise<void>
  removePoint(id: string): Promise<void>
  removeDevice(organisation: string, name: string): Promise<void>

  /** Copies the registry, as of one moment, into `registry` of that directory; `bypuls restore` reads it. */
  backup(directory: string): Promise<void>
}

/** Some rows of one of the registry's tables, each as JSON by the names of its columns. */
export type RegistryPart = { readonly table: string; readonly rows: readonly string[] }

/** Taking everything out of a registry, and putting it into another one: see `copyRegistry`. */
export interface RegistryTransfer {
  /** Hands over everything, as of one moment, parents before what hangs on them. */
  exportAll(take: (part: RegistryPart) => Promise<void>): Promise<void>
  /** Takes everything in, all or nothing; 409 unless the registry is empty. */
  importAll(give: (take: (part: RegistryPart) => Promise<void>) => Promise<void>): Promise<void>
}

/** What `openRegistry` gives. */
export type OpenRegistry = Registry &
  RegistryAdministration &
  RegistryTransfer & {
    /** Whether other processes share it. */
    readonly isShared: boolean
    readonly cluster: Cluster
    /**
     * Every good device credential, hashed as a Mosquitto password file has it. One that an older
     * version made, which Mosquitto cannot check, is left out until it is rotated.
     */
    mqttCredentials(): Iterable<{ readonly username: string; readonly hash: string }>
    /** How far this machine's clock is ahead of the registry's server, ms; 0 where it is embedded. */
    clockOffsetMs(): Promise<number>
  }

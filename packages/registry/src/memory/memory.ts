import type { Entry } from '@bypuls/model'
import type { JobRecord, RegistryView } from '../registry.js'
import { EMPTY_VIEW } from './view.js'

export type TokenRecord = {
  readonly prefix: string
  readonly hash: string
  readonly organisation: string
  readonly write: boolean
  readonly createdAt: number
}

/** All that the registry holds, as it is read. Each part is replaced as a whole, after the disk has it. */
export type Memory = {
  readonly view: RegistryView
  /** Hashes of the passwords, by the device's key. */
  readonly passwords: ReadonlyMap<string, string>
  /** By prefix. */
  readonly tokens: ReadonlyMap<string, TokenRecord>
  readonly jobs: ReadonlyMap<string, JobRecord>
  /** Per point, oldest first. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>
}

export const EMPTY_MEMORY: Memory = {
  view: EMPTY_VIEW,
  passwords: new Map(),
  tokens: new Map(),
  jobs: new Map(),
  entries: new Map(),
}

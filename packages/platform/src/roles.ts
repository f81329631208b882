import type { Role } from '@bypuls/registry'
import { isBrokerOutside, isRegistryShared, type Settings } from './settings.js'
import { WrongUse } from './work-failed.js'

/** Every part a process may play, in the order in which they are opened. */
export const ROLES: readonly Role[] = ['broker', 'ingest', 'watch', 'api']

/**
 * Which parts this process plays: `all`, or some of them by name. Throws `WrongUse` for a name that is
 * none, and for parts that cannot be in processes of their own with these settings.
 */
export function rolesOf(text: string, settings: Settings): ReadonlySet<Role> {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => name !== 'all' && !ROLES.some((role) => role === name))
  if (unknown.length > 0) {
    const known = `all, or some of ${ROLES.join(',')}`
    throw new WrongUse(unknown.map((name) => `--roles=${name}: expected ${known}`))
  }
  const roles = new Set(ROLES.filter((role) => names.includes('all') || names.includes(role)))
  const faults = roles.size === ROLES.length ? [] : whatKeepsTogether(settings)
  if (roles.has('broker') && isBrokerOutside(settings)) faults.push(...withoutFiles(settings))
  if (faults.length > 0) throw new WrongUse(faults)
  return roles
}

/** Embedded parts belong to one process. */
function whatKeepsTogether(settings: Settings): string[] {
  const faults: string[] = []
  if (!isRegistryShared(settings))
    faults.push('BYPULS_REGISTRY_URL=pglite:: expected postgres://… where --roles are not all')
  if (!isBrokerOutside(settings))
    faults.push('BYPULS_BROKER_URL=embedded:: expected mqtt://… where --roles are not all')
  if (!/^(influxdb|victoriametrics)/.test(settings.BYPULS_STORE_URL)) {
    const { BYPULS_STORE_URL: url } = settings
    faults.push(`BYPULS_STORE_URL=${url}: expected a server’s URL where --roles are not all`)
  }
  return faults
}

function withoutFiles(settings: Settings): string[] {
  if (settings.BYPULS_BROKER_FILES !== undefined) return []
  return [
    'BYPULS_BROKER_FILES=: expected the folder in which the broker reads its passwords and rights ' +
      '(or --roles without broker, where something else keeps them)',
  ]
}

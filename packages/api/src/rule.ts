import type { Caller, Registry, SiteRecord } from '@bypuls/registry'
import { HttpProblem, notFound } from './problem.js'

/**
 * Who may call a route. Obligatory by type; `isolation.test.ts` holds each route to it.
 *
 * - `anyone`: tells nothing that belongs to somebody.
 * - `filtered`: anyone may ask; the answer holds only what the caller may see.
 * - `site`, `point`: who may read the one named (a public site's: anyone).
 * - `own`: any credential; it must fit the names that the request gives, and sees its own things only.
 * - `device`: the device by its credential, and its organisation's own tokens.
 * - `device-write`: the device by its credential, and its organisation's write tokens.
 * - `operator`: the operator alone.
 *
 * The operator may always. What a caller may not see answers 404, as if it did not exist.
 */
export type Rule =
  | 'anyone'
  | 'filtered'
  | 'site'
  | 'point'
  | 'own'
  | 'device'
  | 'device-write'
  | 'operator'

/** What a request names: from its path, else from its query. */
export type Named = {
  readonly site?: string
  readonly point?: string
  readonly organisation?: string
  readonly device?: string
}

/** True where the caller may read a site and everything measured there. */
export function mayReadSite(caller: Caller, site: SiteRecord): boolean {
  if (site.public || caller.kind === 'operator') return true
  return caller.kind === 'organisation' && caller.organisation === site.organisation
}

/** Throws the answer that refuses: 401 without a credential, 403 for the operator's, 404 for another's. */
export function enforce(rule: Rule, caller: Caller, named: Named, registry: Registry): void {
  const allowed = isAllowed(rule, caller, named, registry)
  if (allowed) return
  if (rule === 'site' || rule === 'point') throw notFound()
  if (caller.kind === 'anyone') throw unauthorised('This needs a credential.')
  if (rule === 'operator') {
    throw new HttpProblem({ status: 403, title: 'Only the operator may do this' })
  }
  throw notFound()
}

function isAllowed(rule: Rule, caller: Caller, named: Named, registry: Registry): boolean {
  switch (rule) {
    case 'anyone':
    case 'filtered':
      return true
    case 'site':
      return readsSite(caller, registry, named.site)
    case 'point': {
      const point = registry.view().points.get(named.point ?? '')
      return point !== undefined && readsSite(caller, registry, point.site)
    }
    case 'own':
      return isOperator(caller) || fits(caller, named)
    case 'device':
      return isOperator(caller) || isOwn(caller, named) || isItself(caller, named)
    case 'device-write':
      return isOperator(caller) || isOwnWriter(caller, named) || isItself(caller, named)
    case 'operator':
      return isOperator(caller)
  }
}

function readsSite(caller: Caller, registry: Registry, name: string | undefined): boolean {
  const site = registry.view().sites.get(name ?? '')
  return site !== undefined && mayReadSite(caller, site)
}

function isOperator(caller: Caller): boolean {
  return caller.kind === 'operator'
}

/** Names that the request leaves out are the caller's. */
function fits(caller: Caller, named: Named): boolean {
  if (caller.kind === 'anyone' || caller.kind === 'operator') return false
  if ((named.organisation ?? caller.organisation) !== caller.organisation) return false
  return caller.kind === 'organisation' || (named.device ?? caller.device) === caller.device
}

function isOwn(caller: Caller, named: Named): boolean {
  return caller.kind === 'organisation' && caller.organisation === named.organisation
}

function isOwnWriter(caller: Caller, named: Named): boolean {
  return isOwn(caller, named) && caller.kind === 'organisation' && caller.write
}

function isItself(caller: Caller, named: Named): boolean {
  if (caller.kind !== 'device') return false
  return caller.organisation === named.organisation && caller.device === named.device
}

export function unauthorised(detail: string): HttpProblem {
  return new HttpProblem({
    status: 401,
    title: 'A credential is needed',
    detail,
    headers: { 'WWW-Authenticate': 'Bearer realm="bypuls", Basic realm="bypuls", charset="UTF-8"' },
  })
}

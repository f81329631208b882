import { pointParts, type WatchAnswer, WatchRequest } from '@bypuls/model'
import type { Caller } from '@bypuls/registry'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { createLatestView } from '../latest.js'
import { mayReadSite } from '../rule.js'
import type { Client, Wanted } from './client.js'

type WatchDeps = Pick<ApiDeps, 'registry' | 'latest' | 'now'>

/** Judges what a client asks to follow; if all of it may be, the client follows it from here on. */
export function watch(client: Client, input: unknown, deps: WatchDeps): WatchAnswer {
  const request = WatchRequest.safeParse(input ?? {})
  if (!request.success) return { ok: false, problem: z.prettifyError(request.error) }
  const { sites, points } = request.data
  const caller = client.socket.data.caller
  if (!sites.every((site) => maySee(caller, site, deps))) {
    return { ok: false, problem: 'There is no such site.' }
  }
  if (!points.every((point) => maySeePoint(caller, point, deps))) {
    return { ok: false, problem: 'There is no such point.' }
  }
  client.watch({ sites, points })
  return { ok: true, latest: latestOf({ sites, points }, deps) }
}

/** Lets go of what the client may no longer see. */
export function watchAgain(client: Client, deps: WatchDeps): void {
  const { sites, points } = client.wanted()
  const caller = client.socket.data.caller
  client.watch({
    sites: sites.filter((site) => maySee(caller, site, deps)),
    points: points.filter((point) => maySeePoint(caller, point, deps)),
  })
}

function maySee(caller: Caller, name: string, { registry }: WatchDeps): boolean {
  const site = registry.view().sites.get(name)
  return site !== undefined && mayReadSite(caller, site)
}

function maySeePoint(caller: Caller, point: string, deps: WatchDeps): boolean {
  return deps.registry.view().points.has(point) && maySee(caller, pointParts(point).site, deps)
}

function latestOf({ sites, points }: Wanted, deps: WatchDeps) {
  const view = deps.registry.view()
  const show = createLatestView(deps)
  const ofSites = sites.flatMap((site) => view.pointsOfSite.get(site) ?? [])
  const alone = points.flatMap((id) => view.points.get(id) ?? [])
  return [...new Set([...ofSites, ...alone])].flatMap((point) => {
    const site = view.sites.get(point.site)
    return site === undefined ? [] : show(point, site)
  })
}

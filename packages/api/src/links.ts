import type { RegistryView } from '@bypuls/registry'

/** The interval a point is expected to report at now; null when no device serves it. */
export function expectedIntervalMs(view: RegistryView, point: string, now: number): number | null {
  return currentLink(view, point, now)?.link.expectedIntervalMs ?? null
}

/** The link that serves a point at `now`; the latest where several do. */
export function currentLink(view: RegistryView, point: string, now: number) {
  const links = view.linksOfPoint.get(point) ?? []
  return links.findLast(({ link }) => link.from <= now && (link.to === undefined || now < link.to))
}

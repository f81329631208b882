import type { PointLink, RegistryView } from '@bypuls/registry'

const NONE: readonly PointLink[] = []

/** The interval a point is expected to report at now; null when no device serves it. */
export function expectedIntervalMs(view: RegistryView, point: string, now: number): number | null {
  return currentLink(view, point, now)?.link.expectedIntervalMs ?? null
}

/** The link that serves a point at `now`; the latest where several do. */
export function currentLink(view: RegistryView, point: string, now: number): PointLink | undefined {
  const links = view.linksOfPoint.get(point) ?? NONE
  for (let index = links.length - 1; index >= 0; index--) {
    const found = links[index]
    if (found === undefined || found.link.from > now) continue
    if (found.link.to === undefined || now < found.link.to) return found
  }
  return undefined
}

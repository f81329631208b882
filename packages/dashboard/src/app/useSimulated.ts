import { useLocation } from '@tanstack/react-router'
import { useSites } from '../data/queries.js'

/** How much of what the page shows is simulated: a site's or point's own, or of all sites. */
export function useSimulated(): 'all' | 'some' | 'none' {
  const path = useLocation({ select: ({ pathname }) => pathname })
  const sites = useSites().data?.items ?? []
  const site = /^\/(?:sites|points)\/([a-z0-9-]+)/.exec(path)?.[1]
  const shown = site === undefined ? sites : sites.filter(({ id }) => id === site)
  const simulated = shown.filter((one) => one.simulated).length
  if (simulated === 0) return 'none'
  return simulated === shown.length ? 'all' : 'some'
}

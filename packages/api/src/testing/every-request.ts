import type { Route } from '../route.js'
import type { TestApi } from './open-test-api.js'

/** What a request names: an organisation's open or private site, and its box. */
export type Target = { readonly organisation: string; readonly site: string }

/** A body that each writing route would take. */
const BODIES: Readonly<Record<string, (target: Target) => unknown>> = {
  '/organisations': () => ({ name: 'gamma', title: 'Gamma' }),
  '/sites': ({ organisation }) => ({
    name: 'gamma-site',
    title: 'New',
    locality: 'Here',
    organisation,
    latitude: 55,
    longitude: 10,
  }),
  '/places': ({ site }) => ({ site, name: 'room-9', title: 'Room 9', kind: 'room' }),
  '/sites/:site': () => ({ title: 'Other' }),
  '/places/:place': () => ({ title: 'Other' }),
  '/points': ({ site }) => ({ site, place: 'room-1', metric: 'no2' }),
  '/devices': ({ organisation }) => ({
    organisation,
    name: 'new-box',
    title: 'New',
    format: 'bypuls-json',
  }),
  '/devices/:organisation/:device/links': ({ site }) => ({
    links: [{ field: 'x', point: `${site}.room-1.co2` }],
  }),
  '/tokens': ({ organisation }) => ({ organisation }),
  '/readings': ({ site }) => ({
    readings: [{ point: `${site}.room-1.co2`, observedAt: 1, value: 400 }],
  }),
  '/backups': () => ({ directory: '/nowhere/backup' }),
  '/jobs/:job': () => ({ kind: 'import', title: 'x.csv', state: 'running', done: 1, total: 2 }),
  '/ingest/:organisation/:device': () => ({ co2: 500 }),
}

/** The addresses of a route that name the target: in the path, and in each query that takes a name. */
export function addressesOf(route: Route, target: Target): string[] {
  const { organisation, site } = target
  const names: Readonly<Record<string, string>> = {
    site,
    point: `${site}.room-1.co2`,
    organisation,
    device: 'box',
    name: organisation,
    place: `${site}.room-1`,
    job: 'job-1',
  }
  const path = route.path.replaceAll(/:(\w+)/g, (_all, name: string) => names[name] ?? name)
  const queries: Readonly<Record<string, string>> = {
    site: `site=${site}`,
    points: `points=${site}.room-1.co2`,
    organisation: `organisation=${organisation}`,
    device: `organisation=${organisation}&device=box`,
    follow: 'follow=true',
    q: 'q=own',
  }
  const known = Object.keys(route.query.shape).flatMap((name) => queries[name] ?? [])
  return ['', ...known].map((query) => `/api/v1${path}${query === '' ? '' : `?${query}`}`)
}

/** Sends it and reads the answer; of an endless one its beginning. */
export async function ask(
  api: Pick<TestApi, 'url'>,
  { route, address, target, authorization }: Request,
): Promise<{ readonly status: number; readonly text: string }> {
  const body = BODIES[route.path]
  const answer = await fetch(`${api.url}${address}`, {
    method: route.method.toUpperCase(),
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    ...(route.body === undefined ? {} : { body: JSON.stringify(body?.(target)) }),
  })
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) {
    return { status: answer.status, text: await answer.text() }
  }
  const reader = answer.body?.getReader()
  const first = address.includes('follow') ? await reader?.read() : undefined
  await reader?.cancel()
  return { status: answer.status, text: new TextDecoder().decode(first?.value) }
}

export type Request = {
  readonly route: Route
  readonly address: string
  readonly target: Target
  readonly authorization: string | undefined
}

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router'
import { CityPage } from '../pages/city/CityPage.js'
import { NotFound } from './NotFound.js'
import { Shell } from './Shell.js'
import { parseSearch, type Search } from './search.js'

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  validateSearch: parseSearch,
  search: { middlewares: [retainSearchParams<Search>(['lang', 'theme'])] },
})

const city = createRoute({ getParentRoute: () => root, path: '/', component: CityPage })

const site = createRoute({
  getParentRoute: () => root,
  path: '/sites/$site',
  component: lazyRouteComponent(() => import('../pages/site/SitePage.js'), 'SitePage'),
})

const point = createRoute({
  getParentRoute: () => root,
  path: '/points/$point',
  component: lazyRouteComponent(() => import('../pages/point/PointPage.js'), 'PointPage'),
})

const accessibility = createRoute({
  getParentRoute: () => root,
  path: '/was',
  component: lazyRouteComponent(
    () => import('../pages/was/AccessibilityPage.js'),
    'AccessibilityPage',
  ),
})

const sources = createRoute({
  getParentRoute: () => root,
  path: '/sources',
  component: lazyRouteComponent(() => import('../pages/was/SourcesPage.js'), 'SourcesPage'),
})

/** All pages. Search parameters are plain text, so that a link can be read and written by hand. */
export const router = createRouter({
  routeTree: root.addChildren([city, site, point, accessibility, sources]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const params = new URLSearchParams()
    for (const [name, value] of Object.entries(search)) if (value) params.set(name, String(value))
    const text = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
    return text ? `?${text}` : ''
  },
  scrollRestoration: true,
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

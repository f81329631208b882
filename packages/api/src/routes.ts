import type { Route } from './route.js'
import { latestRoute } from './routes/latest.js'
import { sitesRoute } from './routes/sites.js'

/** Every route below `/api/v1`. A new one is a file in `routes/` and a line here. */
export const routes: readonly Route[] = [sitesRoute, latestRoute]

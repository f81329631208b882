import type { Route } from './route.js'
import {
  addDeviceRoute,
  addLinksRoute,
  revokeDeviceRoute,
  rotateCredentialRoute,
} from './routes/add-device.js'
import { addPointRoute } from './routes/add-point.js'
import { addSiteRoute } from './routes/add-site.js'
import { addTokenRoute } from './routes/add-token.js'
import { attentionRoute } from './routes/attention.js'
import { backupsRoute } from './routes/backups.js'
import { changePlaceRoute, removePlaceRoute } from './routes/change-place.js'
import { changeSiteRoute, removeSiteRoute } from './routes/change-site.js'
import { deadLettersRoute } from './routes/dead-letters.js'
import { deviceMessagesRoute } from './routes/device-messages.js'
import { deviceRoute, devicesRoute } from './routes/devices.js'
import { formatsRoute } from './routes/formats.js'
import { importReadingsRoute } from './routes/import-readings.js'
import { ingestRoute } from './routes/ingest.js'
import { jobRoute } from './routes/job.js'
import { jobsRoute } from './routes/jobs.js'
import { latestRoute } from './routes/latest.js'
import { liveRoute } from './routes/live.js'
import { metricsRoute } from './routes/metrics.js'
import {
  addOrganisationRoute,
  organisationRoute,
  organisationsRoute,
} from './routes/organisations.js'
import { addPlaceRoute, placeRoute, placesRoute } from './routes/places.js'
import { pointRoute } from './routes/point.js'
import { pointReadingsRoute } from './routes/point-readings.js'
import { pointWindowsRoute } from './routes/point-windows.js'
import { pointsRoute } from './routes/points.js'
import { putJobRoute } from './routes/put-job.js'
import { removePointRoute } from './routes/remove-point.js'
import { siteRoute } from './routes/site.js'
import { siteEnergyRoute } from './routes/site-energy.js'
import { siteEnvironmentRoute } from './routes/site-environment.js'
import { siteIndoorRoute } from './routes/site-indoor.js'
import { siteReadingsRoute } from './routes/site-readings.js'
import { siteSummaryRoute } from './routes/site-summary.js'
import { sitesRoute } from './routes/sites.js'
import { revokeTokenRoute, tokenRoute, tokensRoute } from './routes/tokens.js'
import { windowsRoute } from './routes/windows.js'

/** Every route below `/api/v1`. A new one is a file in `routes/` and a line here. */
export const routes: readonly Route[] = [
  sitesRoute,
  siteRoute,
  siteSummaryRoute,
  siteEnergyRoute,
  siteEnvironmentRoute,
  siteIndoorRoute,
  siteReadingsRoute,
  attentionRoute,
  pointsRoute,
  pointRoute,
  pointWindowsRoute,
  pointReadingsRoute,
  windowsRoute,
  latestRoute,
  liveRoute,
  metricsRoute,
  formatsRoute,
  jobsRoute,
  jobRoute,
  devicesRoute,
  deviceRoute,
  deviceMessagesRoute,
  deadLettersRoute,
  ingestRoute,
  organisationsRoute,
  organisationRoute,
  placesRoute,
  placeRoute,
  addDeviceRoute,
  addLinksRoute,
  revokeDeviceRoute,
  rotateCredentialRoute,
  addPointRoute,
  addSiteRoute,
  addTokenRoute,
  tokensRoute,
  tokenRoute,
  revokeTokenRoute,
  backupsRoute,
  importReadingsRoute,
  addOrganisationRoute,
  addPlaceRoute,
  changeSiteRoute,
  removeSiteRoute,
  changePlaceRoute,
  removePlaceRoute,
  removePointRoute,
  putJobRoute,
]

import type { Site, SiteEnvironment } from '@bypuls/model'
import type { EnvironmentPage } from './useEnvironmentPage.js'

/** What every panel of the environment tab is given. */
export type EnvironmentPanelProps = {
  site: Site
  environment: SiteEnvironment
  page: EnvironmentPage
}

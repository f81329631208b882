import { COMPARES } from '../../app/range.js'
import { useText } from '../../i18n/language.js'
import { Empty } from '../../parts/Empty.js'
import { Loaded } from '../../parts/Loaded.js'
import { TimeBar } from '../../parts/TimeBar.js'
import { SinceData } from '../site/SinceData.js'
import type { SiteTabProps } from '../site/SitePage.js'
import { AirPanel } from './AirPanel.js'
import { CityPanel } from './CityPanel.js'
import { GasesPanel } from './GasesPanel.js'
import { NoisePanel } from './NoisePanel.js'
import { ParticlesPanel } from './ParticlesPanel.js'
import { useEnvironmentPage } from './useEnvironmentPage.js'
import { WeatherPanel } from './WeatherPanel.js'

const LIVE_PRESETS = ['6h', '24h', '7d', '30d', '365d'] as const
const OLD_PRESETS = ['day', 'unit-week', 'unit-month', 'unit-year'] as const

/** A site's outdoor environment: the air index and what is behind it, noise, weather and traffic. */
export function EnvironmentTab({ site }: SiteTabProps) {
  const t = useText('environment')
  const page = useEnvironmentPage(site)
  const historical = site.source === 'historical'
  return (
    <>
      <TimeBar
        range={page.range}
        presets={historical ? OLD_PRESETS : LIVE_PRESETS}
        windows={page.sizes}
        window={page.size}
        compares={COMPARES}
        compare={page.compare}
        follow={!historical}
      />
      <SinceData site={site} range={page.range}>
        <Loaded what={t('what')} answer={page.environment} height={480}>
          {(environment) => {
            const panel = { site, environment, page }
            if (Object.values(environment.points).every((points) => points.length === 0))
              return <Empty title={t('none')} text={t('noneText')} />
            return (
              <Loaded what={t('what')} answer={page.pointList} height={480}>
                {() => (
                  <div className="grid">
                    {environment.air && <AirPanel {...panel} air={environment.air} />}
                    <ParticlesPanel {...panel} />
                    <GasesPanel {...panel} />
                    <NoisePanel {...panel} />
                    <WeatherPanel {...panel} />
                    <CityPanel {...panel} />
                  </div>
                )}
              </Loaded>
            )
          }}
        </Loaded>
      </SinceData>
    </>
  )
}

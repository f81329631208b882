import { useText } from '../../i18n/language.js'
import { Empty } from '../../parts/Empty.js'
import { Loaded } from '../../parts/Loaded.js'
import { TimeBar } from '../../parts/TimeBar.js'
import { SinceData } from '../site/SinceData.js'
import type { SiteTabProps } from '../site/SitePage.js'
import { Co2ePanel } from './Co2ePanel.js'
import { CoolingPanel } from './CoolingPanel.js'
import { EnergyLedger } from './EnergyLedger.js'
import { energyWindows } from './energy-range.js'
import { HeatDaysPanel } from './HeatDaysPanel.js'
import { HoursPanel } from './HoursPanel.js'
import { useEnergyPage } from './useEnergyPage.js'

const LIVE_PRESETS = ['today', 'unit-week', 'unit-month', 'unit-year'] as const
const OLD_PRESETS = ['day', 'unit-week', 'unit-month', 'unit-year'] as const

/** A site's energy: what it used, what it is held against, what that emits, and how well heat is used. */
export function EnergyTab({ site }: SiteTabProps) {
  const t = useText('energy')
  const page = useEnergyPage(site)
  const historical = site.source === 'historical'
  return (
    <>
      <TimeBar
        range={page.range}
        presets={historical ? OLD_PRESETS : LIVE_PRESETS}
        windows={energyWindows(page.range)}
        window={page.size}
        compares={page.compares}
        compare={page.compare}
        follow={!historical}
      />
      <SinceData site={site} range={page.range}>
        <Loaded what={t('what')} answer={page.energy} height={480}>
          {(energy) =>
            energy.carriers.length === 0 ? (
              <Empty title={t('none')} text={t('noneText')} />
            ) : (
              <>
                <EnergyLedger energy={energy} page={page} />
                <div className="grid">
                  <HoursPanel site={site} energy={energy} page={page} />
                  <div className="stack span-4">
                    <Co2ePanel energy={energy} />
                    <HeatDaysPanel site={site} energy={energy} page={page} />
                  </div>
                  {energy.heatMeters.map((meter) => (
                    <CoolingPanel
                      key={meter.place}
                      site={site}
                      meter={meter}
                      page={page}
                      many={energy.heatMeters.length > 1}
                    />
                  ))}
                </div>
              </>
            )
          }
        </Loaded>
      </SinceData>
    </>
  )
}

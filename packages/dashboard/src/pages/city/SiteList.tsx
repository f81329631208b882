import { apiPath } from '../../data/fetch.js'
import { useClock } from '../../data/now.js'
import { useFormat, useText } from '../../i18n/language.js'
import { ErrorBox } from '../../parts/ErrorBox.js'
import { Legend } from '../../parts/Legend.js'
import { Panel } from '../../parts/Panel.js'
import type { SiteNow } from './city-figures.js'
import { SiteRow } from './SiteRow.js'
import { useSiteTable } from './useSiteTable.js'

type SiteListProps = {
  cities: readonly SiteNow[]
  failed: readonly { error: Error; retry: () => void }[]
}

/** All sites, one row each: power with its day, energy, CO2e, indoor climate, air, data. */
export function SiteList({ cities, failed }: SiteListProps) {
  const t = useText('city')
  const table = useSiteTable(cities)
  const [first] = failed
  return (
    <Panel
      id="sites"
      title={t('sites.title')}
      className="site-list"
      subtitle={<Subtitle />}
      tools={{ table, api: apiPath('/sites') }}
    >
      {first && <ErrorBox what={t('sites.what')} error={first.error} onRetry={first.retry} />}
      <section
        className="table-scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('common:table.scroll', { title: t('sites.title') })}
      >
        <table className="table sites">
          <thead>
            <tr>
              <th scope="col">{t('sites.site')}</th>
              <th scope="col">{t('sites.power')}</th>
              <th scope="col" className="number">
                {t('sites.energy')}
              </th>
              <th scope="col" className="number">
                {t('sites.co2e')}
              </th>
              <th scope="col">{t('sites.indoor')}</th>
              <th scope="col">{t('sites.air')}</th>
              <th scope="col">{t('sites.data')}</th>
            </tr>
          </thead>
          <tbody>
            {cities.map((city) => (
              <SiteRow key={city.site.id} city={city} />
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  )
}

const WEEK = 7 * 86_400_000

function Subtitle() {
  const t = useText('city')
  const format = useFormat()
  const hour = useClock((now) => Math.floor(now / 3_600_000) * 3_600_000)
  return (
    <div className="site-list-sub">
      {t('sites.sub', {
        day: `${format.weekday(hour - WEEK)} ${format.shortDate(hour - WEEK)}`,
      })}
      <Legend
        items={[
          { label: t('sites.today'), shape: 'solid', tone: 1 },
          { label: t('sites.weekBefore'), shape: 'previous' },
        ]}
      />
    </div>
  )
}

import type { Point } from '@bypuls/model'
import { useDeferredValue, useMemo } from 'react'
import { useSearchState } from '../../app/search.js'
import { apiPath } from '../../data/fetch.js'
import { useLatest, usePoints, useWindows } from '../../data/queries.js'
import { useSiteNow } from '../../data/site-now.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Empty } from '../../parts/Empty.js'
import { Loaded } from '../../parts/Loaded.js'
import { Panel } from '../../parts/Panel.js'
import { QualityLegend } from '../../parts/QualityStrip.js'
import type { SiteTabProps } from '../site/SitePage.js'
import { SensorFilters } from './SensorFilters.js'
import { SensorTable } from './SensorTable.js'
import { countRows, filterRows, SENSOR_FILTERS, toSensorRows } from './sensor-rows.js'
import { useSensorTable } from './useSensorTable.js'

const HOUR = 3_600_000
const NONE: readonly never[] = []

/** Every point of a site: how it is, its newest value, its device and its last 24 hours. */
export function SensorsTab({ site }: SiteTabProps) {
  const t = useText('sensors')
  const points = usePoints({ site: site.id })
  return (
    <Loaded what={t('what')} answer={points} height={480}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('none')} text={t('noneText')} />
        ) : (
          <Sensors site={site} points={items} />
        )
      }
    </Loaded>
  )
}

function Sensors({ site, points }: SiteTabProps & { points: readonly Point[] }) {
  const t = useText('sensors')
  const common = useText('common')
  const { language } = useFormat(site.timezone)
  const [search, change] = useSearchState()
  const to = Math.ceil(useSiteNow(site) / HOUR) * HOUR
  const latest = useLatest(site.id).data?.items ?? NONE
  const days = useWindows(
    {
      points: useMemo(() => points.map(({ id }) => id), [points]),
      from: new Date(to - 24 * HOUR).toISOString(),
      to: new Date(to).toISOString(),
      window: 'PT1H',
    },
    { everyMs: site.source === 'historical' ? false : 5 * 60_000 },
  ).data?.items
  const rows = useMemo(
    () => toSensorRows(points, { latest, days: days ?? NONE }, language),
    [points, latest, days, language],
  )
  const words = useDeferredValue(search.q ?? '')
  const filter = SENSOR_FILTERS.find((name) => name === search.show) ?? 'all'
  const shown = useMemo(() => filterRows(rows, filter, words), [rows, filter, words])
  const title = t('list')

  return (
    <div className="sensors">
      <Panel
        id="sensors"
        title={title}
        subtitle={[
          t('shown', { count: shown.length, of: rows.length }),
          t('order'),
          common(`source.${site.source}`),
          common('date.zone', { zone: site.timezone }),
        ].join(' · ')}
        tools={{
          table: useSensorTable(shown, title),
          api: apiPath('/latest', { site: site.id, limit: 1000 }),
        }}
        zone={site.timezone}
      >
        <SensorFilters
          counts={countRows(rows)}
          filter={filter}
          search={search.q ?? ''}
          onFilter={(name) => change({ show: name === 'all' ? undefined : name })}
          onSearch={(text) => change({ q: text === '' ? undefined : text }, { replace: true })}
        />
        {shown.length === 0 ? (
          <Empty title={t('noMatch')}>
            <button
              type="button"
              className="button"
              onClick={() => change({ q: undefined, show: undefined })}
            >
              {t('showAll')}
            </button>
          </Empty>
        ) : (
          <SensorTable rows={shown} site={site} until={to} loading={days === undefined} />
        )}
        <QualityLegend />
      </Panel>
    </div>
  )
}

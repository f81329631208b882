import type { Site } from '@bypuls/model'
import { useText } from '../../i18n/language.js'
import { SensorTableRow } from './SensorTableRow.js'
import type { SensorRow } from './sensor-rows.js'

type SensorTableProps = {
  rows: readonly SensorRow[]
  site: Site
  /** The end of the 24 hours of the strips. */
  until: number
  loading: boolean
}

/** The points as a table; on a phone each row is a small card. */
export function SensorTable({ rows, site, until, loading }: SensorTableProps) {
  const t = useText('sensors')
  return (
    <table className="table sensor-table">
      <caption className="hidden">{t('list')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('point')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col" className="number">
            {t('value')}
          </th>
          <th scope="col">{t('device')}</th>
          <th scope="col">{t('day')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <SensorTableRow key={row.point.id} {...{ row, site, until, loading }} />
        ))}
      </tbody>
    </table>
  )
}

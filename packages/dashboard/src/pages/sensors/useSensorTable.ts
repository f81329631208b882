import { useMemo } from 'react'
import { useFormat, useText } from '../../i18n/language.js'
import type { TableData } from '../../parts/table.js'
import { coverageOf, type SensorRow } from './sensor-rows.js'

/** The list as plain rows, for the panel's table and files. */
export function useSensorTable(rows: readonly SensorRow[], caption: string): TableData {
  const t = useText('sensors')
  const common = useText('common')
  const format = useFormat()
  return useMemo(
    () => ({
      caption,
      columns: [
        { title: t('id'), kind: 'text' },
        { title: t('point'), kind: 'text' },
        { title: t('place'), kind: 'text' },
        { title: t('state'), kind: 'text' },
        { title: t('observed'), kind: 'time' },
        { title: t('value'), kind: 'number' },
        { title: t('unit'), kind: 'text' },
        { title: common('chart.qualityColumn'), kind: 'text' },
        { title: t('device'), kind: 'text' },
        { title: t('day'), kind: 'share' },
      ],
      rows: rows.map(({ point, latest, day }) => [
        point.id,
        format.title(point.title),
        point.placeTitle,
        common(`state.${latest?.state ?? 'offline'}`),
        latest?.observedAt ? Date.parse(latest.observedAt) : null,
        latest?.value ?? null,
        format.unit(point.unit),
        latest ? common(`quality.${latest.quality}`) : null,
        point.device,
        coverageOf(day),
      ]),
    }),
    [rows, caption, format, t, common],
  )
}

import { useId } from 'react'
import { useText } from '../../i18n/language.js'
import { Segments } from '../../parts/Segments.js'
import { SENSOR_FILTERS, type SensorFilter } from './sensor-rows.js'

type SensorFiltersProps = {
  counts: Readonly<Record<SensorFilter, number>>
  filter: SensorFilter
  search: string
  onFilter: (filter: SensorFilter) => void
  onSearch: (text: string) => void
}

/** A field that cuts the list to what has all its words, and the states with their counts. */
export function SensorFilters({ counts, filter, search, onFilter, onSearch }: SensorFiltersProps) {
  const t = useText('sensors')
  const id = useId()
  return (
    <search className="sensor-filters">
      <label htmlFor={id}>{t('search')}</label>
      <input
        id={id}
        className="input"
        type="search"
        value={search}
        maxLength={80}
        onChange={(event) => onSearch(event.target.value)}
      />
      <Segments
        label={t('states')}
        options={SENSOR_FILTERS.filter((name) => counts[name] > 0 || name === filter).map(
          (name) => ({
            value: name,
            label: `${t(`filter.${name}`)} ${counts[name]}`,
          }),
        )}
        chosen={filter}
        onChoose={onFilter}
      />
    </search>
  )
}

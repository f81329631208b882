import type { IndoorClimate, OccupiedTime, Site } from '@bypuls/model'
import { useMemo } from 'react'
import { useFormat, useText } from '../../i18n/language.js'
import { SUFFICIENT } from '../../parts/Coverage.js'
import { Panel } from '../../parts/Panel.js'
import type { TableData } from '../../parts/table.js'
import { shareUpToII } from './indoor-figures.js'
import { type IndoorPage, type WeekIndoor, weekPath } from './useIndoorPage.js'

type WeeksPanelProps = {
  site: Site
  climate: IndoorClimate
  page: IndoorPage
  weeks: readonly WeekIndoor[]
}

/** The share of occupied time in each category, week by week, as bars with numerals and whole per cents. */
export function WeeksPanel({ site, climate, page, weeks }: WeeksPanelProps) {
  const t = useText('indoor')
  const common = useText('common')
  const format = useFormat(page.range.zone)
  const rows = weeks.map(({ from, to, indoor }) => ({
    from,
    to,
    loaded: indoor !== undefined,
    occupied: indoor?.climates.find(({ metric }) => metric === climate.metric)?.occupied,
  }))
  const last = weeks.at(-1)
  const title = t('weeks.title')
  return (
    <Panel
      id="weeks"
      title={title}
      subtitle={[
        t(`metric.${climate.metric}`),
        t('weeks.rooms', { count: climate.rooms.length }),
        t('weeks.method'),
        common(`source.${site.source}`),
      ].join(' · ')}
      span={6}
      tools={{
        table: useWeeksTable(rows, title),
        ...(last ? { api: weekPath(site, last) } : {}),
      }}
      zone={page.range.zone}
      foot={t('weeks.foot')}
    >
      <p className="legend">
        {NAMES.map((name, i) => (
          <span key={name} className="legend-item">
            <i className={`legend-box week-${i + 1}`} aria-hidden="true" />
            {name}
          </span>
        ))}
        <span className="quiet-3">{t('weeks.legend')}</span>
      </p>
      <table className="weeks">
        <caption className="hidden">{title}</caption>
        <thead className="hidden">
          <tr>
            <th scope="col">{t('weeks.week')}</th>
            <th scope="col">{t('weeks.shares')}</th>
            <th scope="col">{t('weeks.upToII')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ from, to, loaded, occupied }) => (
            <tr key={from}>
              <th scope="row" title={format.days(from, to)}>
                {format.week(from)}
              </th>
              <WeekCells occupied={occupied} loaded={loaded} />
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

const NAMES = ['I', 'II', 'III', 'IV'] as const

function WeekCells({ occupied, loaded }: { occupied: OccupiedTime | undefined; loaded: boolean }) {
  const t = useText('indoor')
  const common = useText('common')
  const format = useFormat()
  if (!loaded)
    return (
      <td colSpan={2}>
        <span className="skeleton-block week-bar" />
        <span className="hidden">{common('loading', { what: t('weeks.week') })}</span>
      </td>
    )
  const shares = occupied?.shares ?? null
  const share = occupied ? shareUpToII(occupied) : null
  if (!occupied || occupied.occupiedHours === 0 || shares === null || share === null)
    return (
      <td colSpan={2} className="quiet-3">
        {occupied && occupied.occupiedHours > 0 ? common('insufficient') : t('weeks.noUse')}
      </td>
    )
  if ((occupied.coverage ?? 0) < SUFFICIENT)
    return (
      <td colSpan={2} className="quiet-3">
        {t('weeks.insufficient', { coverage: format.share(occupied.coverage ?? 0) })}
      </td>
    )
  const parts = [shares.i, shares.ii, shares.iii, shares.iv]
  return (
    <>
      <td>
        <span className="week-bar">
          {parts.map((part, i) =>
            part === 0 ? null : (
              <i key={NAMES[i]} className={`week-${i + 1}`} style={{ flexGrow: part }}>
                {part >= 0.08 ? (
                  <b>{`${NAMES[i]} ${format.number(part * 100)}`}</b>
                ) : (
                  <span className="hidden">{`${NAMES[i]} ${format.share(part)}`}</span>
                )}
              </i>
            ),
          )}
        </span>
      </td>
      <td className="number">{t('weeks.inII', { share: format.share(share) })}</td>
    </>
  )
}

type WeekRow = { from: number; to: number; occupied: OccupiedTime | undefined }

function useWeeksTable(rows: readonly WeekRow[], caption: string): TableData {
  const t = useText('indoor')
  const common = useText('common')
  const key = JSON.stringify(rows)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what the rows hold
  return useMemo(
    () => ({
      caption,
      columns: [
        { title: common('chart.start'), kind: 'time' },
        { title: common('chart.end'), kind: 'time' },
        ...NAMES.map((title) => ({ title, kind: 'share' as const })),
        { title: t('weeks.judged'), kind: 'number', unit: 'h', decimals: 1 },
        { title: common('chart.coverageColumn'), kind: 'share' },
      ],
      rows: rows.map(({ from, to, occupied }) => [
        from,
        to,
        occupied?.shares?.i ?? null,
        occupied?.shares?.ii ?? null,
        occupied?.shares?.iii ?? null,
        occupied?.shares?.iv ?? null,
        occupied?.judgedHours ?? null,
        occupied?.coverage ?? null,
      ]),
    }),
    [key, caption, t, common],
  )
}

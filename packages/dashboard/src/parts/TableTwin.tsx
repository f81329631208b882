import { useFormat, useText } from '../i18n/language.js'
import { cellText, type TableData } from './table.js'

/** A chart's numbers as a table that scrolls inside its own region. */
export function TableTwin({ table, zone }: { table: TableData; zone?: string }) {
  const t = useText('common')
  const format = useFormat(zone)
  return (
    <>
      <section
        className="table-scroll table-twin"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('table.scroll', { title: table.caption })}
      >
        <table className="table">
          <caption className="hidden">{table.caption}</caption>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th
                  key={column.title}
                  scope="col"
                  className={isNumber(column.kind) ? 'number' : ''}
                >
                  {column.unit ? `${column.title}, ${format.unit(column.unit)}` : column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.join()}>
                {table.columns.map((column, i) => (
                  <td key={column.title} className={isNumber(column.kind) ? 'number' : ''}>
                    {cellText(row[i] ?? null, column, format)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="foot">{t('table.note', { zone: format.zone })}</p>
    </>
  )
}

function isNumber(kind: string): boolean {
  return kind === 'number' || kind === 'share'
}

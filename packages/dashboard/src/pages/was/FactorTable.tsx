import type { FactorUsed } from '@bypuls/model'
import { useSummaries } from '../../data/queries.js'
import { useFormat, useText } from '../../i18n/language.js'
import { useFactorText } from '../energy/useFactorText.js'

/** The emission factors that the sites' figures of today were made with, each with its source. */
export function FactorTable({ sites }: { sites: readonly string[] }) {
  const text = useFactorText()
  const t = useText('was')
  const common = useText('common')
  const format = useFormat()
  const factors = distinct(useSummaries(sites).flatMap(({ data }) => data?.energy?.factors ?? []))
  if (factors.length === 0) return null
  return (
    <section className="panel">
      <h2>{t('sources.factors')}</h2>
      <section
        className="table-scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={common('table.scroll', { title: t('sources.factors') })}
      >
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('sources.carrier')}</th>
              <th scope="col">{t('sources.scope')}</th>
              <th scope="col">{t('sources.year')}</th>
              <th scope="col" className="number">
                {t('sources.factor')}
              </th>
              <th scope="col">{t('sources.methodColumn')}</th>
              <th scope="col">{t('sources.source')}</th>
            </tr>
          </thead>
          <tbody>
            {factors.map((factor) => (
              <tr key={keyOf(factor)}>
                <th scope="row">{common(`carrier.${factor.carrier}`)}</th>
                <td>{factor.scope}</td>
                <td>{factor.year}</td>
                <td className="number">{format.number(factor.factor, 4)}</td>
                <td>{text(factor.method)}</td>
                <td>{text(factor.source)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

function distinct(factors: readonly FactorUsed[]): readonly FactorUsed[] {
  return [...new Map(factors.map((factor) => [keyOf(factor), factor])).values()]
}

function keyOf(factor: FactorUsed): string {
  return `${factor.carrier} ${factor.scope} ${factor.year} ${factor.method}`
}

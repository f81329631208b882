import { Link } from '@tanstack/react-router'
import { useSites } from '../../data/queries.js'
import { useText } from '../../i18n/language.js'
import { Loaded } from '../../parts/Loaded.js'
import { useTitle } from '../../parts/useTitle.js'
import { FactorTable } from './FactorTable.js'

/** `/sources`: where the figures come from and how they are made. */
export function SourcesPage() {
  const t = useText('was')
  const common = useText('common')
  const sites = useSites()
  useTitle(t('sources.title'))
  return (
    <>
      <header className="page-head">
        <h1>{t('sources.title')}</h1>
        <p className="lead">{t('sources.intro')}</p>
      </header>
      <div className="stack">
        <section className="panel">
          <h2>{t('sources.sites')}</h2>
          <Loaded what={t('sources.what')} answer={sites} height={160}>
            {({ items }) => (
              <section
                className="table-scroll"
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
                tabIndex={0}
                aria-label={common('table.scroll', { title: t('sources.sites') })}
              >
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">{t('sources.site')}</th>
                      <th scope="col">{t('sources.kind')}</th>
                      <th scope="col">{t('sources.source')}</th>
                      <th scope="col">{t('sources.licence')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((site) => (
                      <tr key={site.id}>
                        <th scope="row">
                          <Link to="/sites/$site" params={{ site: site.id }}>
                            {site.title}
                          </Link>
                        </th>
                        <td>{common(`source.${site.source}`)}</td>
                        <td>{site.sourceText}</td>
                        <td>{site.licence}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            )}
          </Loaded>
        </section>
        <FactorTable sites={sites.data?.items.map(({ id }) => id) ?? []} />
        <section className="panel">
          <h2>{t('sources.methods')}</h2>
          <div className="prose">
            <ul>
              <li>{t('sources.items.coverage')}</li>
              <li>{t('sources.items.suspect')}</li>
              <li>{t('sources.items.days')}</li>
              <li>{t('sources.items.counters')}</li>
              <li>{t('sources.items.air')}</li>
              <li>{t('sources.items.indoor')}</li>
              <li>{t('sources.items.noise')}</li>
              <li>{t('sources.items.delta')}</li>
            </ul>
            <p>{t('sources.map')}</p>
          </div>
        </section>
      </div>
    </>
  )
}

import { Link, useLocation } from '@tanstack/react-router'
import { useText } from '../i18n/language.js'
import { Icon } from '../parts/Icon.js'
import { Popover } from '../parts/Popover.js'
import { SearchBox } from './SearchBox.js'
import { type Search, useSearchState } from './search.js'
import { useSimulated } from './useSimulated.js'

/** Mark, pages that exist, “Simulerede data”, search, language, theme. */
export function TopBar() {
  const t = useText('common')
  const simulated = useSimulated() !== 'none'

  return (
    <header className="top">
      <div className="top-row">
        <Link className="brand" to="/">
          <BrandMark />
          <span>Bypuls</span>
        </Link>
        <nav className="nav" aria-label={t('mainMenu')}>
          <CityLink />
        </nav>
        {simulated && (
          <span className="simulated" title={t('simulatedHint')}>
            {t('simulated')}
          </span>
        )}
        <div className="top-wide">
          <SearchBox shortcut />
          <LanguageLinks />
          <ThemeButton />
        </div>
        <div className="top-narrow">
          <Popover
            buttonClass="button"
            button={
              <>
                <Icon name="menu" />
                {t('menu')}
              </>
            }
          >
            {(close) => (
              <div className="menu-list">
                <SearchBox onDone={close} />
                <Link to="/" onClick={close}>
                  {t('nav.city')}
                </Link>
                <LanguageLinks />
                <ThemeButton worded />
              </div>
            )}
          </Popover>
        </div>
      </div>
    </header>
  )
}

/** The city, also while one looks at a part of it. */
function CityLink() {
  const t = useText('common')
  const path = useLocation({ select: ({ pathname }) => pathname })
  const within = path.startsWith('/sites/') || path.startsWith('/points/')
  return (
    <Link
      to="/"
      activeOptions={{ exact: true, includeSearch: false }}
      aria-current={within ? 'true' : undefined}
    >
      {t('nav.city')}
    </Link>
  )
}

function BrandMark() {
  return (
    <svg className="brand-mark" viewBox="0 0 28 28" aria-hidden="true">
      <circle
        cx="14"
        cy="14"
        r="12.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        opacity=".28"
      />
      <circle cx="14" cy="14" r="7.9" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <circle cx="14" cy="14" r="3.6" fill="var(--pulse)" />
    </svg>
  )
}

const LANGUAGES = [
  { lang: undefined, code: 'da', short: 'DA', name: 'Dansk' },
  { lang: 'en', code: 'en', short: 'EN', name: 'English' },
] as const

function LanguageLinks() {
  const t = useText('common')
  const [search] = useSearchState()
  return (
    <nav className="languages" aria-label={t('language')}>
      {LANGUAGES.map(({ lang, code, short, name }) => (
        <Link
          key={code}
          to="."
          search={(old: Search): Search => ({ ...old, lang })}
          // The router marks a link as current by its path alone unless told otherwise.
          activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
          lang={code}
          title={name}
          aria-label={`${short}, ${name}`}
          aria-current={search.lang === lang ? 'true' : undefined}
        >
          {short}
        </Link>
      ))}
    </nav>
  )
}

function ThemeButton({ worded = false }: { worded?: boolean }) {
  const t = useText('common')
  const [search, change] = useSearchState()
  const flip = () => {
    const dark = search.theme
      ? search.theme === 'dark'
      : window.matchMedia('(prefers-color-scheme: dark)').matches
    change({ theme: dark ? 'light' : 'dark' }, { replace: true })
  }
  return (
    <button type="button" className="icon-button" title={t('theme')} onClick={flip}>
      <Icon name="theme" />
      <span className={worded ? '' : 'hidden'}>{t('theme')}</span>
    </button>
  )
}

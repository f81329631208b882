import { Outlet } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { LanguageProvider, useText } from '../i18n/language.js'
import { Footer } from './Footer.js'
import { KeyboardHelp } from './KeyboardHelp.js'
import { OfflineBar } from './OfflineBar.js'
import { parseSearch, useSearchState } from './search.js'
import { TopBar } from './TopBar.js'

/** What every page stands in: top bar, the state of the connection, the page, footer. */
export function Shell() {
  const [search] = useSearchState()
  const { lang = 'da', theme } = parseSearch(search)

  useEffect(() => {
    document.documentElement.lang = lang
    if (theme) document.documentElement.dataset.theme = theme
    else delete document.documentElement.dataset.theme
  }, [lang, theme])

  return (
    <LanguageProvider language={lang}>
      <Frame />
    </LanguageProvider>
  )
}

function Frame() {
  const t = useText('common')
  const [help, setHelp] = useState(false)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === '?') setHelp(true)
      const target = { '/': '[data-key="search"]', t: '.button-range' }[event.key]
      if (!target) return
      const element = document.querySelector<HTMLElement>(target)
      if (!element) return
      event.preventDefault()
      if (event.key === 't') element.click()
      element.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <TopBar />
      <main id="main" className="page" tabIndex={-1}>
        <OfflineBar />
        <Outlet />
      </main>
      <Footer />
      <KeyboardHelp open={help} onClose={() => setHelp(false)} />
    </>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea') !== null
}

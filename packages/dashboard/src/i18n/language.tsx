import { createContext, type ReactNode, use, useMemo } from 'react'
import { createFormat, type Format } from '../format/format.js'
import type { Language } from '../format/language.js'
import { i18n, type Namespace } from './i18n.js'

const LanguageContext = createContext<Language>('da')

/** Sets the language for all that is inside. */
export function LanguageProvider(props: { language: Language; children: ReactNode }) {
  return <LanguageContext value={props.language}>{props.children}</LanguageContext>
}

export function useLanguage(): Language {
  return use(LanguageContext)
}

/**
 * The texts of a page: `const t = useText('city'); t('title')`. Those of `common` are reached with
 * their namespace from anywhere: `t('common:retry')`.
 */
export function useText<Name extends Namespace>(namespace: Name) {
  const language = useLanguage()
  return useMemo(
    () => i18n.getFixedT<[Name, 'common']>(language, [namespace, 'common']),
    [language, namespace],
  )
}

/** Formats for the language of the page and a time zone (a site's own). */
export function useFormat(zone = 'Europe/Copenhagen'): Format {
  const language = useLanguage()
  return useMemo(() => createFormat(language, zone), [language, zone])
}

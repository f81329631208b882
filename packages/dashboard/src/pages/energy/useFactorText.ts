import { useFormat } from '../../i18n/language.js'

const DANISH: readonly (readonly [string, string])[] = [
  [
    'annual factor, linear between the years of the table',
    'årsfaktor, lineært mellem tabellens år',
  ],
  ['annex', 'bilag'],
  ['table', 'tabel'],
]

/** The source or method of a factor in the page's language; what is not known stays as it is. */
export function useFactorText(): (text: string) => string {
  const { language } = useFormat()
  return (text) =>
    language === 'en'
      ? text
      : DANISH.reduce((known, [english, danish]) => known.replaceAll(english, danish), text)
}

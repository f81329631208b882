import type { Language } from './language.js'

/** What the API calls a metric or a point, per language. */
export type Titles = Readonly<Record<Language, string>>

const FORMULA = /\b(CO|NO|O|SO|PM)(\d+(?:[.,]\d+)?)\b/g

const ZERO = '₀'.codePointAt(0) ?? 0

/** A title as people write it: `Partikler PM2,5` → `Partikler PM₂,₅`. */
export function formatTitle(titles: Titles, language: Language): string {
  return titles[language].replaceAll(FORMULA, (_, letters: string, digits: string) => {
    const small = digits.replaceAll(/\d/g, (digit) => String.fromCodePoint(ZERO + Number(digit)))
    return letters + small
  })
}

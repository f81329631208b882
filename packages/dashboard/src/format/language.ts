/** The languages of the page. Danish is the default and stands for itself in a URL. */
export type Language = 'da' | 'en'

export const LOCALES = { da: 'da-DK', en: 'en-GB' } as const

export const NO_BREAK = '\u00a0'

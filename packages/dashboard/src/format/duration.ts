import { type Language, NO_BREAK } from './language.js'

const WORDS = {
  da: { second: 's', minute: 'min.', hour: 't.', day: ['døgn', 'døgn'] },
  en: { second: 's', minute: 'min', hour: 'h', day: ['day', 'days'] },
} as const

/** `4 s`, `47 min.`, `1 t. 42 min.`, `3 døgn`: the two largest units that say something. */
export function formatDuration(ms: number, language: Language): string {
  const words = WORDS[language]
  const join = (n: number, unit: string) => `${n}${NO_BREAK}${unit}`
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return join(seconds, words.second)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return join(minutes, words.minute)
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) {
    const days = Math.floor(hours / 24)
    return join(days, words.day[days === 1 ? 0 : 1])
  }
  const rest = minutes % 60
  const whole = join(hours, words.hour)
  return rest === 0 || hours >= 24 ? whole : `${whole} ${join(rest, words.minute)}`
}

/** How long ago: `4 s siden`, `4 s ago`. A clock that is a little ahead counts as now. */
export function formatAge(ms: number, language: Language): string {
  const text = formatDuration(ms, language)
  return language === 'da' ? `${text} siden` : `${text} ago`
}

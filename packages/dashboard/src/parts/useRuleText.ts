import { useText } from '../i18n/language.js'

const RULES = ['range', 'rate', 'glitch', 'stuck', 'drift', 'reset', 'rollover', 'swap'] as const

/** What a rule that marked a reading says in plain words; an unknown one keeps its name. */
export function useRuleText(): (rule: string) => string {
  const t = useText('common')
  return (rule) => {
    const known = RULES.find((name) => name === rule)
    return known ? t(`rule.${known}`) : rule
  }
}

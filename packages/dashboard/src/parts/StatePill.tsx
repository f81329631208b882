import type { PointState } from '@bypuls/model'
import { useNow } from '../data/now.js'
import { useFormat, useText } from '../i18n/language.js'
import { StateMark } from './StateMark.js'

type StatePillProps = {
  state: PointState
  /** The newest observation, epoch ms; null: never heard. */
  observedAt: number | null
  /** `age`: “4 s siden” (live only), `word`: “Live · 4 s”. */
  say?: 'age' | 'word'
  /** On a tinted ground, as beside a page's title. */
  boxed?: boolean
  zone?: string
}

/** A state as shape, word, colour and age. The age ticks. */
export function StatePill({ state, observedAt, say = 'word', boxed, zone }: StatePillProps) {
  const t = useText('common')
  const format = useFormat(zone)
  const now = useNow()

  const words = () => {
    if (observedAt === null) return t('state.never')
    const age = Math.max(0, now - observedAt)
    if (state === 'offline') return t('state.offlineSince', { time: format.since(observedAt, now) })
    if (state === 'stale') return `${t('state.stale')} · ${format.duration(age)}`
    return say === 'age' ? format.age(age) : `${t('state.live')} · ${format.duration(age)}`
  }

  return (
    <span className={`state tone-${state}${boxed ? ' state-boxed' : ''}`}>
      <StateMark mark={state} />
      {words()}
    </span>
  )
}

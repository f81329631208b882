import type { Range } from '../app/range.js'
import { useSearchState } from '../app/search.js'
import { useLiveStatus } from '../data/live.js'
import { useText } from '../i18n/language.js'
import { Icon } from './Icon.js'

type FollowButtonProps = {
  /** What is looked at; a past range offers to come back to now. Absent: the page is always now. */
  range?: Range
  /** How often new values come, seconds. */
  everyS?: number
}

/** Following: ⏸ with the interval. Paused, or looking at the past: ▶ “Følg live”. */
export function FollowButton({ range, everyS = 10 }: FollowButtonProps) {
  const t = useText('common')
  const [, change] = useSearchState()
  const { paused, pause } = useLiveStatus()
  const past = range !== undefined && !range.live

  if (past || paused)
    return (
      <button
        type="button"
        className="button button-quiet"
        onClick={() => {
          pause(false)
          if (past) change({ from: undefined, to: undefined, range: undefined, window: undefined })
        }}
      >
        <Icon name="play" />
        {past ? t('live.follow') : t('live.resume')}
      </button>
    )
  return (
    <button
      type="button"
      className="button button-quiet button-live"
      aria-label={`${t('live.on', { seconds: everyS })}. ${t('live.pause')}`}
      onClick={() => pause(true)}
    >
      <Icon name="pause" />
      {t('live.on', { seconds: everyS })}
    </button>
  )
}

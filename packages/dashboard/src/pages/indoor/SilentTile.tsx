import type { IndoorClimate } from '@bypuls/model'
import { Link } from '@tanstack/react-router'
import { useNow } from '../../data/now.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Coverage } from '../../parts/Coverage.js'
import { StateMark } from '../../parts/StateMark.js'
import { Tile } from '../../parts/Tile.js'
import { silentRooms } from './indoor-figures.js'
import type { IndoorPage } from './useIndoorPage.js'

/** The room that no sensor answers from, since when, and where to see why; or that all of them answer. */
export function SilentTile({
  climates,
  page,
}: {
  climates: readonly IndoorClimate[]
  page: IndoorPage
}) {
  const t = useText('indoor')
  const common = useText('common')
  const format = useFormat(page.range.zone)
  const now = useNow()
  const silent = silentRooms(climates, page.latest)
  const places = new Set(climates.flatMap(({ rooms }) => rooms.map(({ place }) => place))).size
  const first = silent[0]

  if (page.latest.size === 0)
    return <Tile title={t('ledger.sending')} figure={{ status: 'loading' }} />
  if (!first)
    return (
      <Tile
        title={t('ledger.sending')}
        figure={{
          status: 'ready',
          figure: format.number(places),
          unit: t('ledger.of', { count: places }),
        }}
        note={t('ledger.noneSilent')}
      />
    )
  return (
    <Tile
      title={first.room.placeTitle}
      figure={{
        status: 'offline',
        since:
          first.since === null
            ? common('state.never')
            : common('state.offlineSince', { time: format.since(first.since, now) }),
      }}
      note={
        <>
          {silent.length > 1 && `${t('ledger.moreSilent', { count: silent.length - 1 })} `}
          <Link to="/points/$point" params={{ point: first.room.point }}>
            {t('ledger.seeWhy')}
          </Link>
        </>
      }
      meta={
        <>
          {first.since !== null && (
            <span className="state tone-offline">
              <StateMark mark="offline" />
              {format.duration(now - first.since)}
            </span>
          )}
          <Coverage share={first.room.occupied.coverage} />
        </>
      }
    />
  )
}

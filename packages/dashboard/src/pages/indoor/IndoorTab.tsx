import { useText } from '../../i18n/language.js'
import { Empty } from '../../parts/Empty.js'
import { Loaded } from '../../parts/Loaded.js'
import { TimeBar } from '../../parts/TimeBar.js'
import { SinceData } from '../site/SinceData.js'
import type { SiteTabProps } from '../site/SitePage.js'
import { IndoorLedger } from './IndoorLedger.js'
import { heaviestRoom } from './indoor-figures.js'
import { RoomPanel } from './RoomPanel.js'
import { RoomsPanel } from './RoomsPanel.js'
import { useIndoorPage, useWeeks } from './useIndoorPage.js'
import { WeeksPanel } from './WeeksPanel.js'

const LIVE_PRESETS = ['today', 'day', 'unit-week', 'unit-month', 'unit-year'] as const
const OLD_PRESETS = ['day', 'unit-week', 'unit-month', 'unit-year'] as const

/** A site's indoor climate: how the occupied time was, room by room and hour by hour, and week by week. */
export function IndoorTab({ site }: SiteTabProps) {
  const t = useText('indoor')
  const page = useIndoorPage(site)
  const weeks = useWeeks(site, page)
  const historical = site.source === 'historical'
  return (
    <>
      <TimeBar
        range={page.range}
        presets={historical ? OLD_PRESETS : LIVE_PRESETS}
        windows={page.sizes}
        window={page.size}
        compares={page.compares}
        compare={page.compare}
        follow={!historical}
      />
      <SinceData site={site} range={page.range}>
        <Loaded what={t('what')} answer={page.indoor} height={480}>
          {(indoor) => {
            const climate =
              indoor.climates.find(({ metric }) => metric === page.asked) ?? indoor.climates[0]
            if (!climate) return <Empty title={t('none')} text={t('noneText')} />
            const heavy = heaviestRoom(indoor.climates.find(({ metric }) => metric === 'co2'))
            const room =
              climate.rooms.find(({ place }) => place === page.place) ??
              climate.rooms.find(({ place }) => place === heavy?.room.place) ??
              climate.rooms[0]
            return (
              <>
                <IndoorLedger {...{ site, indoor, page, weeks, heavy }} />
                <div className="grid">
                  <RoomsPanel {...{ site, indoor, climate, page, room }} />
                  {room && <RoomPanel {...{ site, indoor, page, room }} />}
                  <WeeksPanel {...{ site, climate, page, weeks }} />
                </div>
              </>
            )
          }}
        </Loaded>
      </SinceData>
    </>
  )
}

import type { PointDetail, ServedBy } from '@bypuls/model'
import { useFormat, useText } from '../../i18n/language.js'
import { Empty } from '../../parts/Empty.js'
import { Panel } from '../../parts/Panel.js'

/** The devices that served a point over time, newest first; a swap with both meters' readings. */
export function DevicesPanel({ point }: { point: PointDetail }) {
  const t = useText('point')
  const served = point.devices.toReversed()
  return (
    <Panel id="devices" title={t('devices.title')} zone={point.timezone}>
      {served.length === 0 ? (
        <Empty title={t('devices.none')} />
      ) : (
        <section
          className="table-scroll"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={t('common:table.scroll', { title: t('devices.title') })}
        >
          <table className="table point-devices">
            <thead>
              <tr>
                <th scope="col">{t('devices.device')}</th>
                <th scope="col">{t('devices.period')}</th>
                <th scope="col" className="number">
                  {t('devices.interval')}
                </th>
              </tr>
            </thead>
            <tbody>
              {served.map((one) => (
                <Served key={`${one.device} ${one.child} ${one.from}`} one={one} point={point} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  )
}

function Served({ one, point }: { one: ServedBy; point: PointDetail }) {
  const t = useText('point')
  const format = useFormat(point.timezone)
  const reading = (value: number | null) =>
    value === null ? '–' : format.quantity(value, point.unit, 3)
  const from = format.dateTime(Date.parse(one.from))
  const until = one.until === null ? t('devices.now') : format.dateTime(Date.parse(one.until))
  return (
    <tr>
      <th scope="row">
        {one.title}
        <small>
          <code>{one.device}</code>
        </small>
        <small>
          {t('devices.field')} <code>{one.field}</code>
          {one.child !== null && (
            <>
              , {t('devices.child')} <code>{one.child}</code>
            </>
          )}
        </small>
      </th>
      <td>
        {from} – {until}
        {one.newFirst !== null && (
          <small>
            {t('devices.swap', { old: reading(one.oldFinal), first: reading(one.newFirst) })}
          </small>
        )}
      </td>
      <td className="number">{format.duration(one.expectedIntervalMs)}</td>
    </tr>
  )
}

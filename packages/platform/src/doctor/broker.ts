import { brokerPromises } from '@bypuls/broker'
import { certificateOf } from '../parts/bus.js'
import { isBrokerOutside, type Settings } from '../settings.js'
import { bad, type Check, good } from './check.js'

/** What an acknowledgement of this broker is worth, and what its settings do not promise. */
export async function checkBroker(settings: Settings): Promise<Check[]> {
  if (!isBrokerOutside(settings))
    return [good('broker', 'embedded: an acknowledged message is on disk (horizon 0 s)')]
  const ca = certificateOf(settings.BYPULS_BROKER_CA)
  const promises = await brokerPromises({
    url: settings.BYPULS_BROKER_URL,
    username: settings.BYPULS_BROKER_USERNAME,
    password: settings.BYPULS_BROKER_PASSWORD ?? '',
    ...(ca === undefined ? {} : { ca }),
  })
  return promises.map((promise) =>
    promise.ok ? good('broker', promise.detail) : bad('broker', promise.detail, promise.remedy),
  )
}

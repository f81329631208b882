import { join } from 'node:path'
import { type Bus, openBrokerRefusals, openCredentialFiles } from '@bypuls/broker'
import type { Closing } from '../closing.js'
import type { Base } from './base.js'
import { certificateOf, REFUSED_TOPIC } from './bus.js'

/**
 * What a process does beside a broker that is a program of its own: keeps its passwords and rights in
 * step with the registry, and tells the others what it turned away.
 */
export async function openBrokerPart(base: Base, bus: Bus, closing: Closing): Promise<void> {
  const { settings, registry, logger, now, name } = base
  const folder = settings.BYPULS_BROKER_FILES
  if (folder === undefined) return
  const platform = {
    username: settings.BYPULS_BROKER_USERNAME,
    password: settings.BYPULS_BROKER_PASSWORD ?? '',
  }
  const files = await openCredentialFiles({
    folder,
    platform,
    credentials: () => registry.mqttCredentials(),
    onChange: registry.onChange,
    log: logger,
  })
  closing.add(() => files.close())
  const ca = certificateOf(settings.BYPULS_BROKER_CA)
  const refusals = await openBrokerRefusals({
    url: settings.BYPULS_BROKER_URL,
    ...platform,
    ...(ca === undefined ? {} : { ca }),
    name,
    logFile: join(folder, 'broker.log'),
    log: logger,
    now,
    onRefused(refusal) {
      logger.warn(refusal, 'refused')
      bus.publish(REFUSED_TOPIC, JSON.stringify(refusal))
    },
  })
  closing.add(() => refusals.close())
}

import { randomBytes } from 'node:crypto'
import { parseBrokerUrl } from './broker-url.js'
import type { BrokerRefusalsOptions } from './contract.js'
import { openLink } from './link.js'
import { followLogFile } from './log-file.js'
import { createLogReader } from './log-reader.js'
import { follow } from './own-topics.js'

const LOG = '$SYS/broker/log/'
const SUBSCRIPTIONS = `${LOG}M/subscribe`

/**
 * Hears from a Mosquitto's log what it turned away: connections and subscriptions from the topics that
 * it logs to; publishes and wills from its log file, where it writes everything there (conf.d/refusals),
 * which costs it half of its throughput. Without the file those are turned away in silence.
 */
export async function openBrokerRefusals(
  options: BrokerRefusalsOptions,
): Promise<{ close(): Promise<void> }> {
  const { log } = options
  const reader = createLogReader({
    ...options,
    onDropping(clientId) {
      log.warn(
        {
          clientId,
          remedy: 'Start the process of that client again, or give the broker more room.',
        },
        'the broker’s queue for an absent client is full: it throws away what it has acknowledged',
      )
    },
  })
  const link = openLink({
    ...options,
    place: parseBrokerUrl(options.url),
    clientId: `bypuls-log-${options.name}-${randomBytes(6).toString('hex')}`,
    connect: { clean: true },
    onClient: (client) => {
      client.on('message', (topic, payload) => {
        const line = payload.toString()
        if (topic === SUBSCRIPTIONS) reader.subscription(line)
        else reader.line(line)
      })
    },
    onUp: (client) => follow(client, [`${LOG}#`]),
  })
  const file = options.logFile === undefined ? null : followLogFile(options.logFile, reader.detail)
  return {
    async close() {
      await file?.close()
      await link.close()
    },
  }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { program } from '@bypuls/servers'
import { BULK } from './bulk-city.js'
import { endSession, PLATFORM_USER } from './consumers.js'
import { startUse } from './process-use.js'

const CLIENT_ID = 'bare-subscriber'

/**
 * `mosquitto_sub -q 1 > /dev/null`: the subscriber with nothing behind it. It counts for itself and ends
 * after the last message.
 */
export function createMosquittoSub(port: number) {
  const { username, password } = PLATFORM_USER
  const args = [
    ...['-h', '127.0.0.1', '-p', String(port), '-u', username, '-P', password],
    ...['-q', '1', '-c', '-i', CLIENT_ID, '-t', `${BULK}/+/up`],
  ]

  return {
    settings: 'mosquitto_sub -q 1 -c, output thrown away',
    /** Makes its session with the broker, in which messages then wait. */
    async subscribe(): Promise<void> {
      await ended(spawn(program('mosquitto_sub'), [...args, '-E'], { stdio: 'ignore' }))
    },
    /** Takes so many messages; when it has all, how long it ran and what it used. */
    async take(messages: number) {
      const startedAt = performance.now()
      const child = spawn(program('mosquitto_sub'), [...args, '-C', String(messages)], {
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      const used = startUse({ self: child.pid === undefined ? [] : [child.pid] })
      let cpuMs = 0
      const watch = setInterval(() => {
        cpuMs = used().self ?? cpuMs
      }, 50)
      await ended(child)
      clearInterval(watch)
      return { seconds: (performance.now() - startedAt) / 1_000, cpuMs }
    },
    forget: () => endSession(port, CLIENT_ID),
  }
}

async function ended(child: ReturnType<typeof spawn>): Promise<void> {
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`mosquitto_sub ended with ${code}`)
}

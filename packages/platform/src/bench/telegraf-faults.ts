import { loadavg } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import type { Consumer } from '../load/consumers.js'
import { residentBytes } from '../load/process-use.js'
import type { Prepared } from './broker-load.js'
import type { Rivals } from './telegraf.js'

const KILLS = 3
const KILL_MESSAGES = 150_000
const KILL_PER_S = 20_000
const AWAY_PER_S = 1_000
const POISON_MESSAGES = 5_000
/** After so long without another reading, what is missing is lost. */
const QUIET_MS = 20_000

/** Killed three times at a steady load and started again each time; what of it the store then holds. */
export async function killedAtLoad(rivals: Rivals, consumer: Consumer) {
  const prepared = rivals.load.prepare(KILL_MESSAGES)
  await started(consumer)
  const kills = async () => {
    const betweenMs = (KILL_MESSAGES / KILL_PER_S / (KILLS + 1)) * 1_000
    for (let kill = 0; kill < KILLS; kill++) {
      await setTimeout(betweenMs)
      await consumer.stop('SIGKILL')
      await consumer.start()
    }
  }
  const [published] = await Promise.all([prepared.publish(KILL_PER_S), kills()])
  const { stored } = await settled(rivals, consumer, { prepared })
  return {
    ...(await verdict(consumer, prepared, stored)),
    case: `killed ${KILLS} times (kill -9) at ${KILL_PER_S} messages per second`,
    acknowledged: published.acknowledged,
    goal: 'bypuls: lost 0',
  }
}

/**
 * The store is killed, stays away and comes back while it is published; `recoveredS` is from when it
 * answers again until it holds everything.
 */
export async function storeAway(rivals: Rivals, consumer: Consumer, awayS: number) {
  const { stack, load } = rivals
  const prepared = load.prepare((3 + awayS + 5) * AWAY_PER_S)
  await started(consumer)
  let largest = 0
  const watch = setInterval(() => {
    largest = Math.max(largest, residentBytes(consumer.pids()[0] ?? 0))
  }, 500)
  const away = async () => {
    await setTimeout(3_000)
    await stack.influxd.stop('SIGKILL')
    await setTimeout(awayS * 1_000)
    await stack.influxd.start()
    return performance.now()
  }
  const [published, backAt] = await Promise.all([prepared.publish(AWAY_PER_S), away()])
  const { stored, at } = await settled(rivals, consumer, { prepared })
  clearInterval(watch)
  return {
    ...(await verdict(consumer, prepared, stored)),
    case: `store away for ${awayS} s at ${AWAY_PER_S} messages per second`,
    acknowledged: published.acknowledged,
    recoveredS: Math.round((at - backAt) / 100) / 10,
    largestMemoryMb: Math.round(largest / 1e6),
    goal: 'bypuls: lost 0, < 300 MB',
  }
}

/** One value of one message is a text where a number was: what becomes of it and of the others. */
export async function poisoned(rivals: Rivals, consumer: Consumer) {
  const index = POISON_MESSAGES / 2
  const payloadAt = (payload: string) => payload.replace(/"co2":\d+/, '"co2":"on"')
  const prepared = rivals.load.prepare(POISON_MESSAGES, { index, payloadAt })
  await started(consumer)
  await prepared.publish()
  const { stored } = await settled(rivals, consumer, { prepared, quietMs: 5_000 })
  const told = consumer === rivals.bypuls ? await rejectedBy(rivals) : troubleIn(consumer.log())
  return {
    ...(await verdict(consumer, prepared, stored)),
    case: `one text in place of a number among ${POISON_MESSAGES} messages`,
    told,
    goal: 'bypuls: lost 1 (the text), told',
  }
}

async function started(consumer: Consumer): Promise<void> {
  await consumer.start()
  await setTimeout(1_000)
}

/** Waits until the store holds everything, or nothing comes any more; when that was. */
async function settled(
  { oracle }: Rivals,
  consumer: Consumer,
  { prepared, quietMs = QUIET_MS }: { readonly prepared: Prepared; readonly quietMs?: number },
) {
  const expected = prepared.readings
  let stored = -1
  let at = performance.now()
  while (stored < expected && performance.now() - at < quietMs) {
    const now = await oracle.stored(consumer.bucket, prepared.range)
    if (now > stored) at = performance.now()
    stored = now
    await setTimeout(250)
  }
  return { stored, at }
}

async function verdict(consumer: Consumer, prepared: Prepared, stored: number) {
  await consumer.stop('SIGTERM')
  await consumer.forget()
  const sent = prepared.readings
  return {
    bench: 'telegraf',
    consumer: consumer.name,
    loadAverage: loadavg()[0],
    messages: prepared.messages,
    readings: sent,
    stored,
    lost: sent - stored,
  }
}

/** Reasons and counts of what the ingest refused, from its own figures. */
async function rejectedBy({ bypuls }: Rivals): Promise<string> {
  const text = await (await fetch(`${bypuls.url()}/metrics`)).text()
  const lines = text.split('\n').filter((line) => /^bypuls_rejected_total\{/.test(line))
  return lines.filter((line) => !line.endsWith(' 0')).join('; ')
}

/** Errors of Telegraf's plugins, each once. */
function troubleIn(log: string): string {
  const lines = log.split('\n').filter((line) => / E! \[(inputs|outputs)/.test(line))
  return [...new Set(lines.map((line) => line.slice(line.indexOf('E!') + 3)))].join('; ')
}

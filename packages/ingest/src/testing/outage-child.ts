import { readFileSync } from 'node:fs'
import { decoderByFormat } from '@bypuls/decoders'
import { openStore } from '@bypuls/stores'
import { openIngest } from '../open-ingest.js'
import { createCity } from './city.js'

/** What the program is told first, over its channel. */
export type OutageOrders = {
  readonly folder: string
  readonly storeUrl: string
  readonly token: string
  readonly messagesPerSecond: number
}

/** What it says every second, and once more when it was told to stop and the store has everything. */
export type OutageReport = {
  readonly at: number
  readonly rssMb: number
  /** Of it what is no page of a file: those of the spool the system takes back when it needs them. */
  readonly ownMb: number
  readonly acknowledged: number
  readonly refused: number
  readonly waiting: number
  /** Of the messages of that second, in ms: from the call to the acknowledgement. */
  readonly acknowledgeP99Ms: number
  /** The oldest first sight of a value on the pages' topic, in ms after it was observed. */
  readonly frameLagMs: number
  readonly stopped: boolean
}

const TICK_MS = 10

/** A city at a steady rate into a store that comes and goes; every second a report to the parent. */
async function run({ folder, storeUrl, token, messagesPerSecond }: OutageOrders): Promise<void> {
  const city = createCity(messagesPerSecond)
  const store = await openStore(storeUrl, { dataDirectory: folder, token })
  let waits: number[] = []
  let frameLagMs = 0
  let refused = 0
  const ingest = await openIngest({
    folder,
    store,
    deviceOf: city.deviceOf,
    decoderByFormat,
    publish(_, payload) {
      const { at, values }: { at: number; values: [string, number][] } = JSON.parse(payload)
      for (const [, observedAt] of values) frameLagMs = Math.max(frameLagMs, at - observedAt)
    },
    log: { warn: () => undefined, info: () => undefined },
    now: Date.now,
    random: Math.random,
  })
  const began = performance.now()
  let sent = 0

  function tick(): void {
    const due = ((performance.now() - began) / 1_000) * messagesPerSecond
    for (; sent < due; sent += 1) {
      const at = performance.now()
      ingest.receive(city.next(Date.now()), (error) => {
        if (error) refused += 1
        else waits.push(performance.now() - at)
      })
    }
  }

  function report(stopped: boolean): void {
    const sorted = waits.sort((a, b) => a - b)
    const { acknowledged, waitingMessages } = ingest.metrics()
    const said: OutageReport = {
      at: Date.now(),
      ...memory(),
      acknowledged,
      refused,
      waiting: waitingMessages,
      acknowledgeP99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
      frameLagMs,
      stopped,
    }
    process.send?.(said)
    waits = []
    frameLagMs = 0
  }

  const ticking = setInterval(tick, TICK_MS)
  const reporting = setInterval(report, 1_000, false)
  process.once('message', () => {
    clearInterval(ticking)
    const leaving = setInterval(() => {
      const { acknowledged, waitingMessages } = ingest.metrics()
      if (waitingMessages > 0 || acknowledged + refused < sent) return
      clearInterval(leaving)
      clearInterval(reporting)
      report(true)
      void ingest
        .close()
        .then(() => store.close())
        .then(() => process.disconnect())
    }, 50)
  })
}

/** As Linux tells it. */
function memory(): { readonly rssMb: number; readonly ownMb: number } {
  const status = readFileSync('/proc/self/status', 'utf8')
  const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1])
  return { rssMb: kilobytes('VmRSS') / 1024, ownMb: kilobytes('RssAnon') / 1024 }
}

process.once('message', (orders: OutageOrders) => void run(orders))

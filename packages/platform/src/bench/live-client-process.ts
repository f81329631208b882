import type { LiveFrame } from '@bypuls/model'
import { io, type Socket } from 'socket.io-client'
import { count, type LiveReport, type LiveRequest } from './live-report.js'
import { FRAME_EVERY_MS, QUIET } from './live-sites.js'

/** Pages' worth of sockets in a process of their own; the parent says `LiveRequest`, `record`, `report`. */
const report = {
  reading: {},
  way: {},
  quiet: {},
  frame: {},
  frames: {},
} satisfies Record<keyof LiveReport, object>
const frames: Record<string, Record<number, number>> = report.frames

/** Nothing counts while the sockets are being opened. */
let recording = false

process.on('message', (message: LiveRequest | 'record' | 'report') => {
  if (message === 'report') process.send?.({ ...report, frames }, () => process.exit(0))
  else if (message === 'record') recording = true
  else void open(message)
})

async function open({ url, watches }: LiveRequest): Promise<void> {
  await Promise.all(
    watches.map(async (sites) => {
      const socket: Socket = io(url, { transports: ['websocket'], forceNew: true })
      const before = new Map<string, number>()
      socket.on('frame', (frame: LiveFrame) => {
        if (recording) take(frame, before.get(frame.site), Date.now())
        before.set(frame.site, frame.at)
      })
      const answer: { ok: boolean } = await socket.emitWithAck('watch', { sites })
      if (!answer.ok) throw new Error(`${sites.join(', ')} may not be watched`)
    }),
  )
  process.send?.('watching')
}

function take(frame: LiveFrame, before: number | undefined, now: number): void {
  const times = frames[frame.site] ?? {}
  frames[frame.site] = times
  times[frame.at] = (times[frame.at] ?? 0) + 1
  count(report.frame, now - frame.at)
  for (const [, observedAt] of frame.values) {
    if (frame.site.startsWith(QUIET)) {
      count(report.quiet, now - observedAt)
      continue
    }
    count(report.reading, now - observedAt)
    if (before !== undefined) {
      count(report.way, now - Math.max(observedAt, before + FRAME_EVERY_MS))
    }
  }
}

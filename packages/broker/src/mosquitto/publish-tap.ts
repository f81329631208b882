import type { Duplex } from 'node:stream'
import { createFrameReader, type FrameTaker } from './publish-frames.js'

export type Tap = Omit<FrameTaker, 'pass'> & {
  /** After each chunk: when it says yes, the stream is paused. It is the caller who resumes it. */
  readonly isFull: () => boolean
  readonly onPaused: () => void
}

/**
 * Takes the publishes out of what a broker sends before it reaches those who listen now, which is MQTT.js:
 * that needs 2 µs and more for each packet.
 */
export function tapPublishes(stream: Duplex, { isFull, onPaused, ...taker }: Tap): void {
  // `stream.pipe` listens like anybody; its own pausing, for what passes, stays with it.
  const listeners = stream.listeners('data')
  stream.removeAllListeners('data')
  const pass = (bytes: Uint8Array) => {
    for (const listener of listeners) listener.call(stream, bytes)
  }
  const read = createFrameReader({ ...taker, pass })
  stream.on('data', (chunk: Buffer) => {
    read(chunk)
    if (!isFull()) return
    onPaused()
    stream.pause()
  })
}

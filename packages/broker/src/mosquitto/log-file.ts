import { open } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'

const LOOK_EVERY_MS = 500
const CHUNK_BYTES = 1024 * 1024
/** Read and larger than this, the file is emptied: the broker goes on at its beginning. */
const EMPTY_ABOVE_BYTES = 16 * 1024 * 1024

/** Follows a log file from its end on, line by line; a file that is not there yet is waited for. */
export function followLogFile(path: string, onLine: (line: string) => void) {
  const stopping = new AbortController()
  let position: number | null = null
  let rest = ''

  async function look(): Promise<void> {
    const file = await open(path, 'r+').catch(() => null)
    if (file === null) {
      position = 0 // one that comes later is read from its beginning
      return
    }
    try {
      const { size } = await file.stat()
      position ??= size
      if (size < position) position = 0
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
      for (;;) {
        const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, position)
        if (bytesRead === 0) break
        position += bytesRead
        const lines = (rest + chunk.toString('utf8', 0, bytesRead)).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) onLine(line)
      }
      if (position > EMPTY_ABOVE_BYTES) {
        await file.truncate(0)
        position = 0
      }
    } finally {
      await file.close()
    }
  }

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look().catch(() => undefined)
      await setTimeout(LOOK_EVERY_MS, null, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  const following = follow()
  return {
    async close(): Promise<void> {
      stopping.abort()
      await following
    },
  }
}

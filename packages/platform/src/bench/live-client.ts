import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { LiveReport, LiveRequest } from './live-report.js'

export type LiveClient = {
  record(): void
  /** What it saw; it ends with this. */
  report(): Promise<LiveReport>
  stop(): void
}

/** A process that watches sites with many sockets. Resolves when all of them do. */
export async function startLiveClient(request: LiveRequest): Promise<LiveClient> {
  const program = fileURLToPath(new URL('./live-client-process.js', import.meta.url))
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`the clients' process ended with ${code}`)
  })
  gone.catch(() => undefined)
  const watching = once(child, 'message')
  child.send(request)
  await Promise.race([watching, gone])
  return {
    record: () => child.send('record'),
    async report() {
      const answer = once(child, 'message')
      child.send('report')
      const [report]: LiveReport[] = await Promise.race([answer, gone])
      if (report === undefined) throw new Error('no report')
      return report
    },
    stop: () => child.kill('SIGTERM'),
  }
}

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type BareBroker = { readonly port: number; stop(): Promise<void> }

/** The same broker in a process of its own, with nothing behind it: every message is acknowledged at once. */
export async function startBareBroker(): Promise<BareBroker> {
  const program = fileURLToPath(new URL('./bare-broker-process.js', import.meta.url))
  const child: ChildProcess = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [port] = await once(child, 'message')
  return {
    port: Number(port),
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

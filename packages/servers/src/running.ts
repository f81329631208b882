import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { endsWithUs } from './ends-with-us.js'

/** A server in a process of its own, on the same port and folder whenever it is started again. */
export type Running = {
  readonly port: number
  pid(): number
  /** The last of what it printed. */
  log(): string
  /** Ends it with the signal (SIGTERM) and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again after `stop`; resolves when it answers. */
  start(): Promise<void>
}

export type Program = {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly port: number
  readonly env?: Readonly<Record<string, string>>
  /** Who it runs as, where it refuses to run as root. */
  readonly user?: { readonly uid: number; readonly gid: number }
  /** Whether it answers. */
  readonly isReady: () => Promise<boolean>
}

const READY_WITHIN_MS = 60_000
const ASK_EVERY_MS = 50
const LOG_CHARACTERS = 100_000

/** Starts a server and waits until it answers. Rejects with what it printed where it ends or hangs. */
export async function run(program: Program): Promise<Running> {
  let child: ChildProcess | undefined
  let printed = ''

  async function start(): Promise<void> {
    const { uid, gid } = program.user ?? {}
    const started = spawn(program.command, program.args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...program.env },
      ...(uid === undefined || gid === undefined ? {} : { uid, gid }),
    })
    child = started
    endsWithUs(started)
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (data: Buffer) => {
        printed = (printed + data.toString()).slice(-LOG_CHARACTERS)
      })
    }
    const until = Date.now() + READY_WITHIN_MS
    while (!(await program.isReady().catch(() => false))) {
      const ended = started.exitCode !== null || started.signalCode !== null
      if (ended || Date.now() > until) {
        started.kill('SIGKILL')
        throw new Error(`${program.name} ${ended ? 'ended' : 'does not answer'}:\n${printed}`)
      }
      await setTimeout(ASK_EVERY_MS)
    }
  }

  await start()
  return {
    port: program.port,
    pid: () => child?.pid ?? 0,
    log: () => printed,
    start,
    async stop(signal = 'SIGTERM') {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}

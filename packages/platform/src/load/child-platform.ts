import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { endsWithUs } from '@bypuls/servers'
import { z } from 'zod'
import { askTrusting } from '../ask.js'
import { type Operator, operatorAt } from '../operator.js'

const COMMAND = fileURLToPath(new URL('../../bin/bypuls.js', import.meta.url))

/** One `bypuls start` in a process of its own, as a person would start it. */
export type ChildProcessOfBypuls = {
  readonly process: ChildProcess
  /** The last of what it printed: its log. */
  log(): string
  /** Ends it with the signal and waits until it is gone; its exit code, or null for a kill. */
  stop(signal: NodeJS.Signals): Promise<number | null>
}

/** A process that has the API. */
export type ChildPlatform = ChildProcessOfBypuls & {
  readonly url: string
  readonly mqttPort: number
  readonly mqttsPort: number | null
  readonly operator: Operator
}

export type ChildOptions = {
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Another program than the command, for broken twins. */
  readonly program?: string
}

/**
 * Starts `bypuls start` on a data folder and waits for `Bypuls is ready`. Rejects with what it printed
 * if it ends before.
 */
export async function startBypuls(
  dataFolder: string,
  options: ChildOptions = {},
): Promise<ChildProcessOfBypuls> {
  const child = spawn(
    process.execPath,
    [options.program ?? COMMAND, 'start', ...(options.args ?? [])],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        TMPDIR: process.env.TMPDIR,
        BYPULS_DATA: dataFolder,
        BYPULS_HTTP_PORT: '0',
        BYPULS_MQTT_PORT: '0',
        BYPULS_LOG: 'warn',
        ...options.env,
      },
    },
  )
  endsWithUs(child)
  const printed: string[] = []
  await ready(child, printed)
  return {
    process: child,
    log: () => printed.join('\n'),
    async stop(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const gone = once(child, 'exit')
      child.kill(signal)
      const [code] = await gone
      return typeof code === 'number' ? code : null
    },
  }
}

/** The same of a process that has the API. */
export async function startChild(
  dataFolder: string,
  options: ChildOptions = {},
): Promise<ChildPlatform> {
  const child = await startBypuls(dataFolder, options)
  const control = Control.parse(JSON.parse(readFileSync(join(dataFolder, 'control.json'), 'utf8')))
  return {
    ...child,
    url: control.url,
    mqttPort: control.mqttPort,
    mqttsPort: control.mqttsPort,
    operator: operatorAt(control.url, control.token, askTrusting(control.certificate)),
  }
}

const Control = z.object({
  url: z.string(),
  token: z.string(),
  mqttPort: z.number(),
  mqttsPort: z.number().nullable(),
  certificate: z.string().nullable(),
})

const LINES = 500

function ready(child: ChildProcess, printed: string[]): Promise<void> {
  return new Promise((done, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue
      createInterface({ input: stream }).on('line', (line) => {
        printed.push(line)
        if (printed.length > LINES) printed.shift()
        if (line.startsWith('Bypuls is ready')) done()
      })
    }
    child.once('exit', (code) => failed(new Error(`ended with ${code}:\n${printed.join('\n')}`)))
  })
}

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const COMMAND = fileURLToPath(new URL('../../bin/bypuls.js', import.meta.url))

export type Ended = { readonly code: number | null; readonly out: string; readonly error: string }

/** Runs the built command to its end, as a person would, with only these settings. */
export function bypuls(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return program(process.execPath, [COMMAND, ...args], settings)
}

/** Runs any program to its end. */
export function program(
  file: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH,
      HOME,
      BYPULS_HTTP_PORT: '0',
      BYPULS_MQTT_PORT: '0',
      BYPULS_LOG: 'warn',
      ...settings,
    },
  })
  let out = ''
  let error = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    error += chunk
  })
  return new Promise((done, failed) => {
    child.on('error', failed)
    child.on('close', (code) => done({ code, out, error }))
  })
}

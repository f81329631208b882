import { spawn, spawnSync } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Runs a program in the project's folder and ends this one with its exit code if it fails. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    // npm is a script file on Windows, which only a shell can start.
    shell: process.platform === 'win32',
    ...options,
  })
  if (done.status !== 0) {
    const failure = done.error ? `: ${done.error.message}` : ''
    console.error(`\n${command} ${args.join(' ')} failed${failure}`)
    process.exit(done.status ?? 1)
  }
}

/** Runs a Node program of the project, passes signals on and ends with its exit code. */
export function become(args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: process.cwd(),
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { accepts } from './mosquitto.js'

const STAYS = 'setInterval(() => undefined, 1_000)'

/** Starts a server as the tests do, says its port, and then does what it is told. */
const program = (then: string) => `
  import { freePort, run } from '${new URL('../dist/index.js', import.meta.url)}'
  const port = await freePort()
  const url = 'http://127.0.0.1:' + port
  const answer = "require('node:http').createServer((_, res) => res.end()).listen(" + port + ", '127.0.0.1')"
  const server = await run({
    name: 'a server', command: process.execPath, args: ['--eval', answer], port,
    isReady: async () => (await fetch(url)).ok,
  })
  process.stdout.write(String(port))
  ${then}
`

test.each([
  ['is killed', 'SIGKILL', STAYS],
  ['is ended', 'SIGTERM', STAYS],
  ['ends by itself', null, 'process.exit()'],
] as const)('a server is gone soon after who started it %s', async (_how, signal, then) => {
  const { child, port } = await start(then)

  if (signal !== null) child.kill(signal)

  await expect.poll(() => accepts(port), { timeout: 5_000 }).toBe(false)
})

test.runIf(existsSync(childrenFile(process.pid)))(
  'nothing of it stays behind a server that was stopped',
  async () => {
    const { child } = await start(`await server.stop('SIGKILL'); ${STAYS}`)

    await expect.poll(() => readFileSync(childrenFile(child.pid), 'utf8').trim()).toBe('')

    child.kill('SIGKILL')
  },
)

async function start(then: string): Promise<{ child: ChildProcess; port: number }> {
  const args = ['--input-type=module', '--eval', program(then)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await once(child.stdout, 'data')
  return { child, port: Number(said) }
}

function childrenFile(pid: number | undefined): string {
  return `/proc/${pid}/task/${pid}/children`
}

import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startChild } from './load/child-platform.js'
import { bypuls, program } from './testing/command.js'
import { testFolder } from './testing/folder.js'

test('wrong settings are all named at once, without a stack, with exit code 2', async () => {
  const ended = await bypuls(['start'], {
    BYPULS_DATA: testFolder(),
    BYPULS_HTTP_PORT: '80a',
    BYPULS_STOR_URL: 'x',
  })

  expect(ended.code).toBe(2)
  expect(ended.error).toBe(
    'BYPULS_STOR_URL=x: no such setting; did you mean BYPULS_STORE_URL?\n' +
      'BYPULS_HTTP_PORT=80a: expected a port, 0 to 65535\n',
  )
})

test('a busy port is named with its setting and the remedy', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => other.once('listening', done))
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const ended = await bypuls(['start'], {
    BYPULS_DATA: testFolder(),
    BYPULS_HTTP_PORT: String(port),
  })
  other.close()

  expect(ended.code).toBe(1)
  expect(ended.error).toBe(
    `BYPULS_HTTP_PORT: 127.0.0.1:${port} cannot be listened on (EADDRINUSE)\n` +
      'Another program uses it: stop that one, or choose another port in BYPULS_HTTP_PORT (0 = any free one).\n',
  )
})

test('a second process on the same data is refused, the first goes on', async () => {
  const folder = testFolder()
  const first = await startChild(folder)

  const ended = await bypuls(['start'], { BYPULS_DATA: folder })

  expect(ended.code).toBe(1)
  expect(ended.error).toContain(`another Bypuls already works on ${folder}`)
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200)
  await first.stop('SIGTERM')
})

test('a data folder that cannot be made is named with the remedy', async () => {
  const file = join(testFolder(), 'file')
  writeFileSync(file, '')

  const ended = await bypuls(['start'], { BYPULS_DATA: join(file, 'data') })

  expect(ended.code).toBe(1)
  expect(ended.error).toContain(
    `BYPULS_DATA: the data folder ${file}/data cannot be written (ENOTDIR)`,
  )
  expect(ended.error).not.toContain('    at ')
})

const mounts = await program('unshare', ['--mount', 'true']).then(
  ({ code }) => code === 0,
  () => false,
)

test.runIf(mounts)('a read-only mount is named with the remedy', async () => {
  const folder = testFolder()
  const script = `mount -t tmpfs -o ro tmpfs "${folder}" && exec "$0" "$@"`
  const command = new URL('../bin/bypuls.js', import.meta.url).pathname

  const ended = await program(
    'unshare',
    ['--mount', 'sh', '-c', script, process.execPath, command, 'start'],
    {
      BYPULS_DATA: folder,
    },
  )

  expect(ended.code).toBe(1)
  expect(ended.error).toContain(`the data folder ${folder} cannot be written (EROFS)`)
})

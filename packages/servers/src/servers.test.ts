import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findProgram } from './binaries.js'
import { startInfluxd } from './influxd.js'
import { startPostgres } from './postgres.js'
import type { Running } from './running.js'
import { startVictoriaMetrics } from './victoria-metrics.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bypuls-servers-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const SERVERS: readonly { name: string; open: (folder: string) => Promise<Running> }[] = [
  { name: 'influxd', open: startInfluxd },
  { name: 'victoria-metrics', open: startVictoriaMetrics },
  { name: 'postgres', open: startPostgres },
]

test.each(SERVERS.filter(({ name }) => findProgram(name) !== null))(
  '$name starts, is killed and comes back on its port',
  async ({ open }) => {
    const server = await open(folder)
    const first = server.pid()

    await server.stop('SIGKILL')
    await server.start()

    expect(server.pid()).not.toBe(first)
    await server.stop()
  },
)

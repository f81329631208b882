import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startShippedMosquitto } from '../../servers/dist/index.js'
import { hashForMosquitto, openCredentialFiles, openMosquittoBus } from '../dist/index.js'

export const platform = { username: 'bypuls', password: 'of-the-platform' }
export const device = { username: 'odense/lamp-0', password: 'right' }
const hash = hashForMosquitto(device.password)
const log = { info: () => undefined, warn: () => undefined }

/** The shipped Mosquitto with ten devices, and a process's way to it. */
export async function openCity(options) {
  const folder = await mkdtemp(join(tmpdir(), 'bypuls-bench-mosquitto-'))
  const server = await startShippedMosquitto(folder, options)
  const credentials = Array.from({ length: 10 }, (_, n) => ({ username: `odense/lamp-${n}`, hash }))
  let changed = () => undefined
  const files = await openCredentialFiles({
    folder: server.files,
    platform,
    credentials: () => credentials,
    onChange(listener) {
      changed = listener
      return () => undefined
    },
    log,
  })
  const city = {
    server,
    credentials,
    async bus(name, receive) {
      const url = server.platformUrl
      const now = Date.now
      const options = { url, ...platform, name, shared: false, receive, log, now }
      const bus = await openMosquittoBus(options)
      while (!bus.health().ok) await sleep(20)
      return bus
    },
    add(count) {
      const from = credentials.length
      for (let n = 0; n < count; n += 1)
        credentials.push({ username: `odense/d-${from + n}`, hash })
      changed()
      return files.settled()
    },
    async close() {
      await files.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await (await city.bus('ready', null)).close()
  return city
}

export function tell(line) {
  console.log(JSON.stringify(line))
}

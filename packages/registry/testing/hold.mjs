// `node testing/hold.mjs pglite|postgres [DEVICES] [BEFORE]` in this folder, after a build: adds that many
// devices with three points each in one write, to a registry that has BEFORE such devices already, and
// prints for the process that writes and for one that follows how long it took, its CPU time, and the
// CPU time of the longest pieces for which it held its thread (the clock would count other programs).
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openRegistry } from '@bypuls/registry'
import { startPostgres } from '@bypuls/servers'

const METRICS = ['co2', 'voc', 'pm10']
const [kind, devices = '10000', before = '0', followed] = process.argv.slice(2)

const site = {
  ...{ name: 'site', title: 'Site', locality: 'Odense', organisation: 'odense' },
  ...{ latitude: 55, longitude: 10, timezone: 'Europe/Copenhagen', priceArea: 'DK1' },
  ...{ heatUtility: null, buildingKind: null, heatedM2: null, traffic: false, outdoorCo2Ppm: 400 },
  ...{
    source: 'simulated',
    public: true,
    licence: 'CC0',
    sourceText: '',
    offlineAfterMs: 3_600_000,
  },
}

function batchOf(prefix, count) {
  const names = Array.from({ length: count }, (_, index) => `${prefix}-${index}`)
  const place = { site: 'site', kind: 'room', usage: null, occupiedHours: [] }
  const idOf = (name, metric) => `site.${name}.${metric}`
  return {
    places: names.map((name) => ({ ...place, name, title: name })),
    points: names.flatMap((name) =>
      METRICS.map((metric) => ({ id: idOf(name, metric), site: 'site', place: name, metric })),
    ),
    devices: names.map((name) => ({
      ...{ organisation: 'odense', name, title: name, format: 'bypuls-json' },
      links: METRICS.map((metric) => ({
        ...{ field: metric, point: idOf(name, metric), from: 0, expectedIntervalMs: 10_000 },
      })),
    })),
  }
}

async function measured(who, work) {
  const start = { at: performance.now(), cpu: process.cpuUsage() }
  const holds = []
  let last = process.cpuUsage()
  let isOver = false
  const tick = () => {
    const { user, system } = process.cpuUsage(last)
    holds.push(Math.round((user + system) / 1000))
    last = process.cpuUsage()
    if (!isOver) setImmediate(tick)
  }
  setImmediate(tick)
  await work()
  isOver = true
  const ms = Math.round(performance.now() - start.at)
  const longestHoldsMs = holds.sort((a, b) => b - a).slice(0, 3)
  console.log(JSON.stringify({ who, kind, devices, before, ms, longestHoldsMs }))
}

if (followed !== undefined) {
  const registry = await openRegistry({ ...JSON.parse(followed), now: Date.now })
  const until = registry.view().devices.size + Number(devices)
  process.send('ready')
  await measured('follows', async () => {
    while (registry.view().devices.size < until) await setTimeout(1)
  })
  await registry.close()
  process.exit()
}

const folder = mkdtempSync(join(tmpdir(), 'bypuls-hold-'))
const postgres = kind === 'postgres' ? await startPostgres(folder) : undefined
const { url = 'pglite:', password } = postgres ?? {}
const options = { url, password, dataDirectory: folder }
const registry = await openRegistry({ ...options, now: Date.now })
await registry.addAll({ organisations: [{ name: 'odense', title: 'Odense' }], sites: [site] })
if (Number(before) > 0) await registry.addAll(batchOf('old', Number(before)))

const args = [kind, devices, before, JSON.stringify(options)]
const follower = postgres && fork(new URL(import.meta.url), args)
if (follower) await new Promise((resolve) => follower.once('message', resolve))
const batch = batchOf('new', Number(devices))
await measured('writes', () => registry.addAll(batch))
if (follower) await new Promise((resolve) => follower.once('exit', resolve))
await measured('rotates one', () => registry.rotateDevice('odense', 'new-0'))
await registry.close()
await postgres?.stop('SIGINT')
rmSync(folder, { recursive: true, force: true })

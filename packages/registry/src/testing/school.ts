import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OpenRegistry } from '../administration.js'
import { openRegistry } from '../open-registry.js'
import type { PlaceRecord, PointRecord, Registry, SiteRecord } from '../registry.js'

export const NOW = Date.UTC(2026, 10, 23, 12)

export const school: SiteRecord = {
  name: 'skole-odense',
  title: 'Demoskolen',
  locality: 'Odense',
  organisation: 'odense',
  latitude: 55.396,
  longitude: 10.388,
  timezone: 'Europe/Copenhagen',
  priceArea: 'DK1',
  heatUtility: 'Fjernvarme Fyn',
  buildingKind: 'school',
  heatedM2: 5200,
  traffic: false,
  outdoorCo2Ppm: 400,
  source: 'simulated',
  public: true,
  licence: 'CC-BY-4.0',
  sourceText: 'Simulated',
  offlineAfterMs: 3_600_000,
}

export const room: PlaceRecord = {
  site: 'skole-odense',
  name: 'room-2-14',
  title: 'Lokale 2.14',
  kind: 'room',
  usage: '5.C',
  occupiedHours: [
    {
      from: null,
      to: null,
      weekdays: [1, 2, 3, 4, 5],
      start: '08:00',
      end: '15:00',
      holidays: ['2026-12-24'],
    },
  ],
}

export const co2: PointRecord = {
  id: 'skole-odense.room-2-14.co2',
  site: 'skole-odense',
  place: 'room-2-14',
  metric: 'co2',
}

export const co2Link = { field: 'co2', point: co2.id, from: NOW, expectedIntervalMs: 10_000 }

/** A data folder of its own for a test, gone with `remove`. Packs the empty database if no build has. */
export function newDataDirectory(): { readonly path: string; readonly remove: () => void } {
  execFileSync(process.execPath, [
    fileURLToPath(new URL('../../scripts/pack-empty.mjs', import.meta.url)),
  ])
  const path = mkdtempSync(join(tmpdir(), 'bypuls-registry-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export function open(dataDirectory: string, now = () => NOW): Promise<OpenRegistry> {
  return openRegistry({ url: 'pglite:', dataDirectory, now })
}

/** The school with its room, point and one sensor. */
export async function addSchool(registry: Registry) {
  const [credential] = await registry.addAll({
    organisations: [{ name: 'odense', title: 'Odense Kommune' }],
    sites: [school],
    places: [room],
    points: [co2],
    devices: [
      {
        organisation: 'odense',
        name: 'sensor-1',
        title: 'Sensor 1',
        format: 'bypuls-json',
        links: [co2Link],
      },
    ],
  })
  if (credential === undefined) throw new Error('no credential')
  return credential
}

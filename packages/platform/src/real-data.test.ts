import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SiteEnergy, SiteIndoor, WindowSeriesList } from '@bypuls/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drained } from './faults/drained.js'
import { type ChildPlatform, startChild } from './load/child-platform.js'
import { publish } from './load/publisher.js'
import { bypuls } from './testing/command.js'

// Real measurements lie beside the project where there are any; it holds neither them nor copies.
const data = (name: string) =>
  fileURLToPath(new URL(`../../../../shared/data/${name}`, import.meta.url))
const HEAT = data('heat-meter-aalborg.csv')
const ROOM = data('office-room.csv')

const METER = {
  energy_heat_kwh: 'heat',
  volume_flow_m3: 'heat-volume',
  inlet_flow_energy_m3xC: 'supply-volume-temperature',
  back_flow_energy_m3xC: 'return-volume-temperature',
} as const
const SENSOR = {
  Temperature: 'indoor-temperature',
  Humidity: 'indoor-humidity',
  Light: 'indoor-illuminance',
  CO2: 'co2',
  Occupancy: 'occupancy',
} as const

describe.runIf(existsSync(HEAT) && existsSync(ROOM))('real measurements', () => {
  let folder: string
  let platform: ChildPlatform

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bypuls-real-'))
    platform = await startChild(folder)
    const { operator } = platform
    await operator.send('POST', '/api/v1/organisations', { name: 'real', title: 'Real' })
    await addSite('home', 'Europe/Copenhagen', 'heat-meter', 'meter', Object.values(METER))
    for (const site of ['office', 'replayed']) {
      await addSite(site, 'Europe/Brussels', 'room', 'room', Object.values(SENSOR))
    }
    const pairs = (site: string, place: string, columns: Readonly<Record<string, string>>) =>
      Object.entries(columns).flatMap(([column, metric]) => [
        '--map',
        `${column}=${site}.${place}.${metric}`,
      ])
    const env = { BYPULS_DATA: folder }
    await bypuls(
      [
        'import',
        HEAT,
        '--time',
        'time_rounded',
        '--ignore',
        'customer_id',
        '--ignore',
        'meter_id',
        ...pairs('home', 'heat-meter', METER),
      ],
      env,
    )
    const header = 'date,Temperature,Humidity,Light,CO2,HumidityRatio,Occupancy'
    await bypuls(
      [
        'import',
        ROOM,
        '--time',
        'date',
        '--header',
        header,
        '--ignore',
        'HumidityRatio',
        ...pairs('office', 'room', SENSOR),
      ],
      env,
    )
    await replayRoom()
    await drained(platform.url)
  }, 180_000)

  afterAll(async () => {
    await platform.stop('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })

  async function addSite(
    name: string,
    timezone: string,
    place: string,
    kind: string,
    metrics: readonly string[],
  ) {
    const { operator } = platform
    await operator.send('POST', '/api/v1/sites', {
      name,
      title: name,
      locality: name,
      organisation: 'real',
      latitude: 56,
      longitude: 10,
      timezone,
      source: 'historical',
      public: true,
    })
    await operator.send('POST', '/api/v1/places', { site: name, name: place, title: place, kind })
    for (const metric of metrics)
      await operator.send('POST', '/api/v1/points', { site: name, place, metric })
  }

  /** Every row as a message of its own, over MQTT, with the device's own credential. */
  async function replayRoom() {
    const rows = csv(ROOM)
    const added = await platform.operator.send('POST', '/api/v1/devices', {
      organisation: 'real',
      name: 'room-sensor',
      title: 'Room sensor',
      format: 'bypuls-json',
      links: Object.entries(SENSOR).map(([field, metric]) => ({
        field,
        point: `replayed.room.${metric}`,
        from: brusselsTime(rows[0]?.[1] ?? ''),
        to: brusselsTime(rows.at(-1)?.[1] ?? '') + 60_000,
        expectedIntervalMs: 60_000,
      })),
    })
    const result = await publish({
      port: platform.mqttPort,
      username: 'real/room-sensor',
      password: passwordOf(added),
      topic: 'real/room-sensor/up',
      first: 0,
      count: rows.length,
      window: 500,
      payloadOf(index) {
        const [, time = '', temperature, humidity, light, co2, , occupancy] = rows[index] ?? []
        return `{"time":${brusselsTime(time)},"Temperature":${temperature},"Humidity":${humidity},"Light":${light},"CO2":${co2},"Occupancy":${occupancy}}`
      },
    })
    expect(result.complete).toBe(true)
  }

  test('heat per day, week and year by the Danish calendar is that of the file', async () => {
    const totals = new Map(csv(HEAT).map((row) => [Date.parse(row[2] ?? ''), Number(row[3])]))
    const spans = [
      {
        from: '2019-01-01',
        to: '2020-01-01',
        start: '2018-12-31T23:00:00Z',
        end: '2019-12-31T23:00:00Z',
      },
      {
        from: '2019-02-04',
        to: '2019-02-11',
        start: '2019-02-03T23:00:00Z',
        end: '2019-02-10T23:00:00Z',
      },
      {
        from: '2020-03-29',
        to: '2020-03-30',
        start: '2020-03-28T23:00:00Z',
        end: '2020-03-29T22:00:00Z',
      },
      {
        from: '2020-10-25',
        to: '2020-10-26',
        start: '2020-10-24T22:00:00Z',
        end: '2020-10-25T23:00:00Z',
      },
    ]

    for (const { from, to, start, end } of spans) {
      const energy = await energyOf(from, to, 'P1D')
      const expected = (totals.get(Date.parse(end)) ?? 0) - (totals.get(Date.parse(start)) ?? 0)
      expect(energy.carriers[0]?.total.kWh).toBeCloseTo(expected, 6)
      expect(energy.total.kgCo2e).toBeNull() // no factor of ours reaches back to then
    }
    expect((await energyOf('2020-03-29', '2020-03-30', 'PT1H')).carriers[0]?.windows).toHaveLength(
      23,
    )
    expect((await energyOf('2020-10-25', '2020-10-26', 'PT1H')).carriers[0]?.windows).toHaveLength(
      25,
    )
  })

  test('supply, return and cooling of a week are weighted by flow', async () => {
    const rows = new Map(csv(HEAT).map((row) => [row[2], row.slice(3).map(Number)]))
    const [, volume0 = 0, supply0 = 0, return0 = 0] = rows.get('2019-02-03T23:00:00Z') ?? []
    const [, volume1 = 0, supply1 = 0, return1 = 0] = rows.get('2019-02-10T23:00:00Z') ?? []
    const supply = (supply1 - supply0) / (volume1 - volume0)
    const back = (return1 - return0) / (volume1 - volume0)

    const { heatMeters } = await energyOf('2019-02-04', '2019-02-11', 'P1D')

    expect(heatMeters[0]?.total.supplyCel).toBeCloseTo(supply, 6)
    expect(heatMeters[0]?.total.returnCel).toBeCloseTo(back, 6)
    expect(heatMeters[0]?.total.deltaT).toBeCloseTo(supply - back, 6)
  })

  test('the room’s daily means are those of the file, imported and replayed alike', async () => {
    const rows = csv(ROOM).filter((row) => row[1]?.startsWith('2015-02-06'))
    const mean = rows.reduce((sum, row) => sum + Number(row[5]), 0) / rows.length

    for (const site of ['office', 'replayed']) {
      const asked = `/api/v1/windows?points=${site}.room.co2&from=2015-02-06&to=2015-02-07&window=P1D`
      const { items } = WindowSeriesList.parse(await platform.operator.get(asked))
      expect(items[0]?.windows[0]).toMatchObject({ count: rows.length, quality: 'good' })
      expect(items[0]?.windows[0]?.value).toBeCloseTo(mean, 9)
    }
  })

  test('the shares of occupied time are the same for the imported and the replayed room', async () => {
    const shares = async (site: string) => {
      const asked = `/api/v1/sites/${site}/indoor?from=2015-02-04&to=2015-02-11&window=P1D`
      const { climates } = SiteIndoor.parse(await platform.operator.get(asked))
      return climates.map(({ metric, occupied }) => ({ metric, ...occupied }))
    }

    const imported = await shares('office')

    expect(imported.map((it) => it.metric).sort()).toEqual([
      'co2',
      'indoor-humidity',
      'indoor-temperature',
    ])
    expect(await shares('replayed')).toEqual(imported)
  })

  async function energyOf(from: string, to: string, window: string) {
    const asked = `/api/v1/sites/home/energy?from=${from}&to=${to}&window=${window}`
    return SiteEnergy.parse(await platform.operator.get(asked))
  }
})

function csv(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')))
}

/** February in Brussels is one hour ahead of UTC. */
function brusselsTime(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}+01:00`)
}

function passwordOf(answer: unknown): string {
  return typeof answer === 'object' && answer !== null && 'password' in answer
    ? String(answer.password)
    : ''
}

import { PointList } from '@bypuls/model'
import type { ChildPlatform } from '../load/child-platform.js'
import { type Bench, latencies } from './bench.js'
import { demoWithHistory } from './demo-city.js'
import { fillWideSite, registerWideSite } from './wide-site.js'
import { withPlatform } from './with-platform.js'

type Print = Parameters<Bench['run']>[0]

const DAY_MS = 86_400_000
/** A question's address has room for so many points. */
const POINTS_PER_QUESTION = 250

/** Questions over HTTP to a whole platform; what the answers hold is counted, not only their time. */
export const queryBench: Bench = {
  name: 'query',
  title:
    'charts on a year of the demonstration city, 1 000 points of 30 days, newest of 60 000 points',
  async run(print) {
    await demoCity(print)
    await thousandPoints(print)
    await newestValues(print)
  },
}

async function demoCity(print: Print): Promise<void> {
  await withPlatform({ args: ['--demo'] }, async (platform) => {
    const readings = await demoWithHistory(platform)
    const power = PointList.parse(
      await platform.operator.get('/api/v1/points?site=raadhus-naestved&metric=electricity-power'),
    ).items[0]?.id
    const chart = [`/api/v1/windows?points=${power}&from=-24h&window=PT10M`]
    print({
      bench: 'query',
      case: 'one point, 24 h of 10 minutes',
      readings,
      ...(await measure(platform, chart, 200)),
      expectedAtLeast: 144,
      goal: 'p99 < 50 ms',
    })
    const year = ['/api/v1/sites/raadhus-naestved/energy?from=-365d&window=P1D']
    print({
      bench: 'query',
      case: 'a year of days of a site’s energy',
      readings,
      ...(await measure(platform, year, 20)),
      expectedAtLeast: 365,
      goal: '< 300 ms',
    })
  })
}

async function thousandPoints(print: Print): Promise<void> {
  const from = Date.UTC(2026, 7, 31, 22)
  let points: string[] = []
  const prepare = async (folder: string) => {
    points = await registerWideSite(folder, 1_000)
  }
  await withPlatform({ prepare }, async (platform) => {
    const readings = await fillWideSite(platform.operator, points, {
      from,
      days: 30,
      stepMs: 600_000,
    })
    const asked: string[] = []
    for (let at = 0; at < points.length; at += POINTS_PER_QUESTION) {
      const some = points.slice(at, at + POINTS_PER_QUESTION).join(',')
      asked.push(`/api/v1/windows?points=${some}&from=2026-09-01&to=2026-10-01&window=PT1H`)
    }
    print({
      bench: 'query',
      case: '1 000 points, 30 days of hours, four questions at once',
      readings,
      ...(await measure(platform, asked, 5)),
      expectedAtLeast: 720_000,
      goal: '< 1500 ms',
    })
  })
}

async function newestValues(print: Print): Promise<void> {
  let points: string[] = []
  const prepare = async (folder: string) => {
    points = await registerWideSite(folder, 60_000)
  }
  await withPlatform({ prepare }, async (platform) => {
    const span = { from: Date.now() - DAY_MS, days: 1, stepMs: DAY_MS }
    const readings = await fillWideSite(platform.operator, points, span)
    print({
      bench: 'query',
      case: 'latest of 60 000 points',
      readings,
      ...(await measure(platform, ['/api/v1/latest?site=wide&limit=60000'], 20)),
      expectedAtLeast: 60_000,
      goal: 'p99 < 100 ms',
    })
  })
}

/** Asks (all at once) again and again, after one time that does not count. */
async function measure(platform: ChildPlatform, asked: readonly string[], times: number) {
  const took: number[] = []
  let answered = 0
  for (let time = 0; time <= times; time++) {
    const startedAt = performance.now()
    const texts = await Promise.all(
      asked.map(async (path) => (await platform.operator.open(path)).text()),
    )
    if (time > 0) took.push(performance.now() - startedAt)
    answered = texts.reduce((sum, text) => sum + itemsIn(text), 0)
  }
  return { ...latencies(took), answered }
}

function itemsIn(text: string): number {
  return text.split('"start":').length - 1 || text.split('"observedAt":').length - 1
}

import { readFileSync } from 'node:fs'
import type { ChildPlatform } from '../load/child-platform.js'
import { type Bench, spread } from './bench.js'
import { fillWideSite, registerWideSite } from './wide-site.js'
import { withPlatform } from './with-platform.js'

const RUNS = 3
const FROM = Date.UTC(2026, 7, 31, 22)

/** A million readings out of a whole platform by HTTP; rows counted, the program's own memory watched. */
export const exportBench: Bench = {
  name: 'export',
  title: 'a million readings as Parquet, CSV and NDJSON over HTTP',
  async run(print) {
    let points: string[] = []
    const prepare = async (folder: string) => {
      points = await registerWideSite(folder, 100)
    }
    await withPlatform({ prepare }, async (platform) => {
      const rows = await fillWideSite(platform.operator, points, {
        from: FROM,
        days: 70,
        stepMs: 600_000,
      })
      for (const [format, goal] of [
        ['parquet', '>= 1000000 rows/s'],
        ['csv', '>= 500000 rows/s'],
        ['ndjson', ''],
      ] as const) {
        print({ bench: 'export', format, rows, ...(await measure(platform, format, rows)), goal })
      }
    })
  },
}

async function measure(platform: ChildPlatform, format: string, rows: number) {
  const asked = `/api/v1/sites/wide/readings?from=2026-08-01&to=2026-12-01&format=${format}`
  const rates: number[] = []
  let lines = 0
  let bytes = 0
  const before = memoryOf(platform)
  let most = before
  for (let run = 0; run <= RUNS; run++) {
    const watch = setInterval(() => {
      most = Math.max(most, memoryOf(platform))
    }, 20)
    const startedAt = performance.now()
    const answer = await platform.operator.open(asked)
    lines = 0
    bytes = 0
    for await (const chunk of answer.body ?? []) {
      bytes += chunk.length
      if (format !== 'parquet') for (const byte of chunk) if (byte === 10) lines += 1
    }
    clearInterval(watch)
    if (run > 0) rates.push(rows / ((performance.now() - startedAt) / 1_000))
  }
  const counted = format === 'parquet' ? {} : { rowsCounted: format === 'csv' ? lines - 1 : lines }
  return {
    rowsPerS: spread(rates),
    ...counted,
    bytes,
    memoryGrowthMb: (most - before) / 1e6,
    memoryGoal: '< 64 MB',
  }
}

/** Resident memory of the platform's process, bytes (Linux). */
function memoryOf(platform: ChildPlatform): number {
  const status = readFileSync(`/proc/${platform.process.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024
}

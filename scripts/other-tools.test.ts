import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram, type Influxd, startInfluxd } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const page = readFileSync(new URL('../docs/how-to/other-tools.md', import.meta.url), 'utf8')
const MINUTE_MS = 60_000

/** What stands between fences of that language, in the order of the page. */
function examples(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(
    ([, example = '']) => example,
  )
}

describe.skipIf(findProgram('influxd') === null)('docs/how-to/other-tools.md', () => {
  let folder: string
  let influxd: Influxd
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bypuls-other-tools-'))
    influxd = await startInfluxd(folder)
    const now = Date.now()
    const lines = Array.from({ length: 180 }, (_, minute) => {
      const at = now - minute * MINUTE_MS
      return [
        `readings,site=bibliotek,place=laesesal co2=612,indoor-temperature=21.5 ${at}`,
        `suspect_readings,site=bibliotek,place=laesesal co2=99999 ${at}`,
      ]
    })
    const written = await ask('/api/v2/write?org=bypuls&bucket=city&precision=ms', {
      method: 'POST',
      body: lines.flat().join('\n'),
    })
    expect(written).toBe('')
  })
  afterAll(async () => {
    await influxd.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function ask(path: string, init: RequestInit = {}): Promise<string> {
    const headers = { ...init.headers, Authorization: `Token ${influxd.token}` }
    const answer = await fetch(`${influxd.url}${path}`, { ...init, headers })
    expect(answer.ok).toBe(true)
    return answer.text()
  }

  const flux = (query: string) =>
    ask('/api/v2/query?org=bypuls', {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.flux', accept: 'application/csv' },
      body: query,
    })

  test('its Flux answers what it says', async () => {
    const [means = '', table = '', suspect = ''] = examples('flux')

    expect(await flux(means)).toMatch(
      /,612,co2,readings,laesesal,bibliotek|readings,laesesal,bibliotek,.*612/,
    )
    expect(await flux(table)).toMatch(/co2,indoor-temperature\r\n.*,612,21\.5\r\n/)
    expect(await flux(suspect)).toContain('suspect_readings')
    expect(examples('flux')).toHaveLength(3)
  })

  test('its InfluxQL answers what it says', async () => {
    const answers = await Promise.all(
      examples('sql').map((query) => ask(`/query?db=city&q=${encodeURIComponent(query)}`)),
    )

    expect(answers[0]).toContain(
      '{"name":"readings","tags":{"place":"laesesal"},"columns":["time","mean"]',
    )
    expect(answers[0]).toContain(',21.5]')
    expect(answers[1]).toContain('"tags":{"place":"laesesal","site":"bibliotek"}')
    expect(answers[1]).toContain(',612]')
    expect(answers).toHaveLength(2)
  })

  test('its notebook reads a table', () => {
    const [notebook = ''] = examples('python')
    const place = `URL, TOKEN = "${influxd.url}", "${influxd.token}"\n`
    const { stdout, stderr } = spawnSync('python3', ['-c', `${place}${notebook}print(text)`], {
      encoding: 'utf8',
    })

    expect(stderr).toBe('')
    expect(stdout).toMatch(/co2,indoor-temperature/)
  })
})

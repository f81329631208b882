import type { Influxd } from '@bypuls/servers'

/** What is asked of an InfluxDB itself, past every adapter: how much it holds, and how much came in. */
export type InfluxOracle = {
  /** Values in the bucket within [from, to), epoch ms, of every measurement, series and field. */
  stored(bucket: string, range: { readonly from: number; readonly to: number }): Promise<number>
  /** Lines accepted since the server started; cheap to ask often. */
  linesWritten(): Promise<number>
  addBucket(name: string, options?: { readonly keepS?: number }): Promise<void>
  removeBucket(name: string): Promise<void>
}

/** Asks with the server's own token. */
export function createInfluxOracle(influxd: Influxd): InfluxOracle {
  const headers = { authorization: `Token ${influxd.token}` }

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(`${influxd.url}${path}`, {
      ...init,
      headers: { ...headers, ...init.headers },
    })
    if (!answer.ok) throw new Error(`InfluxDB answered ${answer.status}: ${await answer.text()}`)
    return answer
  }
  async function idOf(kind: 'orgs' | 'buckets', name: string): Promise<string> {
    const filter = kind === 'orgs' ? `org=${name}` : `name=${name}&org=${influxd.organisation}`
    const answer: unknown = await (await ask(`/api/v2/${kind}?${filter}`)).json()
    return /"id":"(\w+)"/.exec(JSON.stringify(listIn(answer, kind)))?.[1] ?? ''
  }

  return {
    async stored(bucket, { from, to }) {
      const range = `start: ${new Date(from).toISOString()}, stop: ${new Date(to).toISOString()}`
      const query = `from(bucket: "${bucket}") |> range(${range}) |> count() |> group() |> sum()`
      const answer = await ask(`/api/v2/query?org=${influxd.organisation}`, {
        method: 'POST',
        headers: { 'content-type': 'application/vnd.flux', accept: 'application/csv' },
        body: query,
      })
      const [head = '', row = ''] = (await answer.text()).split(/\r?\n/)
      return Number(row.split(',')[head.split(',').indexOf('_value')] ?? 0)
    },

    async linesWritten() {
      const text = await (await fetch(`${influxd.url}/metrics`)).text()
      return Number(/^storage_writer_ok_points_sum(?:\{.*\})? (\S+)/m.exec(text)?.[1] ?? 0)
    },

    async addBucket(name, { keepS } = {}) {
      const retentionRules = keepS === undefined ? [] : [{ type: 'expire', everySeconds: keepS }]
      const orgID = await idOf('orgs', influxd.organisation)
      await ask('/api/v2/buckets', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ orgID, name, retentionRules }),
      })
    },

    async removeBucket(name) {
      await ask(`/api/v2/buckets/${await idOf('buckets', name)}`, { method: 'DELETE' })
    },
  }
}

/** The list itself: the answer's links hold ids too. */
function listIn(answer: unknown, kind: string): unknown {
  if (typeof answer !== 'object' || answer === null) return null
  return Object.entries(answer).find(([name]) => name === kind)?.[1]
}

import type { Operator } from '../operator.js'

export type Exported = {
  readonly point: string
  readonly observedAt: number
  readonly value: number
}

/** Epoch ms UTC. */
export type Span = { readonly from: number; readonly to: number }

const EVER = { from: Date.UTC(2000, 0, 1), to: Date.UTC(2100, 0, 1) }

/** Every reading of a site as the platform's own export gives it. */
export async function* exported(
  operator: Operator,
  site: string,
  span: Span = EVER,
): AsyncGenerator<Exported> {
  const [from, to] = [span.from, span.to].map((at) => new Date(at).toISOString())
  const answer = await operator.open(
    `/api/v1/sites/${site}/readings?from=${from}&to=${to}&format=csv&timezone=UTC`,
  )
  if (answer.body === null) return
  const decoder = new TextDecoder()
  let rest = ''
  let columns: string[] = []
  for await (const chunk of answer.body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const cells = line.split(',')
      if (columns.length === 0) {
        columns = cells
        continue
      }
      const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
      yield {
        point: cell('point'),
        observedAt: Date.parse(cell('time')),
        value: Number(cell('value')),
      }
    }
  }
}

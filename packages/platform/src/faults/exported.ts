import type { Operator } from '../operator.js'

export type Exported = {
  readonly point: string
  readonly observedAt: number
  readonly value: number
}

/** Every reading of a site as the platform's own export gives it. */
export async function* exported(operator: Operator, site: string): AsyncGenerator<Exported> {
  const answer = await operator.open(
    `/api/v1/sites/${site}/readings?from=2000-01-01&to=2100-01-01&format=csv&timezone=UTC`,
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

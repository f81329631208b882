import { decoderByFormat } from '@bypuls/decoders'
import { DeadLetterList } from '@bypuls/model'
import type { Operator } from '../operator.js'
import { exported } from './exported.js'
import type { Fuzzed, FuzzSent } from './fuzz.js'
import { FUZZ_SITE } from './fuzz-site.js'

export type FuzzVerdict = {
  readonly payloads: number
  /** In dead letters with a reason of the closed list. */
  readonly inDeadLetters: number
  /** It happened to be valid, and is in the export. */
  readonly stored: number
  /** Read to its end, and there was nothing in it to keep (a telegram of texts, an object of nulls). */
  readonly nothingToKeep: number
  readonly lost: number
  /** Dead letters by reason; a payload may have several. */
  readonly reasons: Readonly<Record<string, number>>
  readonly neighbours: number
  readonly neighboursLost: number
  readonly neighboursDoubled: number
}

/** Tells from the export and the dead letters what became of everything that was sent. */
export async function judgeFuzz(operator: Operator, sent: FuzzSent): Promise<FuzzVerdict> {
  const reasons: Record<string, number> = {}
  const lettered = new Set<string>()
  for await (const { topic, reason } of letters(operator)) {
    lettered.add(topic)
    reasons[reason] = (reasons[reason] ?? 0) + 1
  }
  const times = await timesOfPoints(operator)
  const count = { inDeadLetters: 0, stored: 0, nothingToKeep: 0, lost: 0 }
  for (const one of sent.fuzzed) {
    if (lettered.has(one.topic)) count.inDeadLetters += 1
    else count[fateOf(one, times.get(one.device.point)?.inOrder ?? [])] += 1
  }
  const seen = sent.neighbours.map(
    ({ point, observedAt, value }) =>
      times
        .get(point)
        ?.values.get(observedAt)
        ?.filter((it) => it === value).length ?? 0,
  )
  return {
    payloads: sent.fuzzed.length,
    ...count,
    reasons,
    neighbours: sent.neighbours.length,
    neighboursLost: seen.filter((copies) => copies === 0).length,
    neighboursDoubled: seen.filter((copies) => copies > 1).length,
  }
}

/** Read once more, here: all of it must be stored, at a moment between sending and acknowledgement. */
function fateOf(one: Fuzzed, stored: readonly number[]): 'stored' | 'nothingToKeep' | 'lost' {
  const { device, bytes, topic, sentAt, acknowledgedAt } = one
  const decoder = decoderByFormat(device.format.format)
  const path = topic.slice(device.username.length + 1)
  const earliest = decoder?.decode({ bytes, path, receivedAt: sentAt })
  const latest = decoder?.decode({ bytes, path, receivedAt: acknowledgedAt })
  if (!earliest?.ok || !latest?.ok || earliest.value.rejected.length > 0) return 'lost'
  if (earliest.value.measurements.length === 0) return 'nothingToKeep'
  const isThere = earliest.value.measurements.every(({ observedAt }, index) => {
    const until = latest.value.measurements[index]?.observedAt ?? observedAt
    return anyBetween(stored, Math.floor(observedAt), Math.ceil(until))
  })
  return isThere ? 'stored' : 'lost'
}

function anyBetween(sorted: readonly number[], from: number, to: number): boolean {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return (sorted[low] ?? Infinity) <= to
}

async function timesOfPoints(operator: Operator) {
  const points = new Map<string, { inOrder: number[]; values: Map<number, number[]> }>()
  for await (const { point, observedAt, value } of exported(operator, FUZZ_SITE)) {
    const times = points.get(point) ?? { inOrder: [], values: new Map<number, number[]>() }
    points.set(point, times)
    times.inOrder.push(observedAt)
    times.values.set(observedAt, [...(times.values.get(observedAt) ?? []), value])
  }
  for (const { inOrder } of points.values()) inOrder.sort((a, b) => a - b)
  return points
}

/** The shape that the answer is parsed with holds the closed list of reasons. */
async function* letters(operator: Operator) {
  let cursor: string | null = null
  do {
    const from: string = cursor === null ? '' : `&cursor=${cursor}`
    const page: DeadLetterList = DeadLetterList.parse(
      await operator.get(`/api/v1/dead-letters?organisation=${FUZZ_SITE}&limit=500${from}`),
    )
    yield* page.items
    cursor = page.next
  } while (cursor !== null)
}

import type { Readings } from '@bypuls/model'
import { openMemoryStore, type TimeSeriesStore } from '@bypuls/stores'

/**
 * A store that shows what it took only after so many questions, and says "nothing" to a question twice
 * more after it has said so once (as VictoriaMetrics does of series that are new).
 */
export function showingLate(questions: number): TimeSeriesStore {
  const memory = openMemoryStore()
  let taken: { readings: Readings; left: number }[] = []
  const nothing = new Map<string, number>()

  async function asked(question: object): Promise<{ isNothing: boolean; key: string }> {
    for (const batch of taken) batch.left -= 1
    for (const { readings, left } of taken) if (left < 0) await memory.write(readings)
    taken = taken.filter(({ left }) => left >= 0)
    const key = JSON.stringify(question)
    const left = nothing.get(key) ?? 0
    nothing.set(key, Math.max(0, left - 1))
    return { isNothing: left > 0, key }
  }

  return {
    ...memory,
    async write(readings) {
      taken.push({ readings, left: questions })
    },
    async *readings(query) {
      const { isNothing, key } = await asked(query)
      if (isNothing) return
      let count = 0
      for await (const chunk of memory.readings(query)) {
        count += 1
        yield chunk
      }
      if (count === 0 && questions > 0) nothing.set(key, 2)
    },
    async around(points, at) {
      const { isNothing, key } = await asked({ points, at })
      if (isNothing) return points.map((point) => ({ point }))
      const found = await memory.around(points, at)
      if (questions > 0 && found.every((one) => !one.before && !one.after)) nothing.set(key, 2)
      return found
    },
  }
}

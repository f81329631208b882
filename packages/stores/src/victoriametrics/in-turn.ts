/**
 * The generators' items, one generator after the other, while the next few already work on their first
 * item. Whoever stops early stops them all.
 */
export async function* inTurn<T>(
  makers: readonly (() => AsyncGenerator<T>)[],
  ahead: number,
): AsyncGenerator<T> {
  const begun: { readonly rest: AsyncGenerator<T>; readonly first: Promise<IteratorResult<T>> }[] =
    []
  let next = 0
  const begin = () => {
    for (; begun.length <= ahead && next < makers.length; next++) {
      const rest = makers[next]?.()
      if (rest === undefined) continue
      const first = rest.next()
      // Its failure is told when its turn comes.
      first.catch(() => undefined)
      begun.push({ rest, first })
    }
  }

  try {
    for (begin(); begun[0] !== undefined; begin()) {
      const { rest, first } = begun[0]
      const result = await first
      if (!result.done) {
        yield result.value
        yield* rest
      }
      begun.shift()
    }
  } finally {
    await Promise.allSettled(begun.map(({ rest }) => rest.return(undefined)))
  }
}

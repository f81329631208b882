/** Gives what `source` gives, and asks for the next one while the last is being taken away. */
export async function* ahead<Value>(source: AsyncIterator<Value>): AsyncGenerator<Value> {
  let next = source.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = source.next()
      yield value
    }
  } finally {
    // Whoever took them may have gone: what was asked for ahead still has to end somewhere.
    next.catch(() => undefined)
    await source.return?.()
  }
}

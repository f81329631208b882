/**
 * Gives what `start` makes of each item, in their order, while the next ones are already under way:
 * `atOnce` of them at most, which bounds what is held.
 */
export async function* inFlight<Item, Value>(
  items: Iterable<Item>,
  atOnce: number,
  start: (item: Item) => Promise<Value>,
): AsyncGenerator<Value> {
  const underWay: Promise<Value>[] = []
  for (const item of items) {
    const begun = start(item)
    // Whoever takes them may have gone before it fails.
    begun.catch(() => undefined)
    underWay.push(begun)
    const first = underWay.length < atOnce ? undefined : underWay.shift()
    if (first !== undefined) yield await first
  }
  for (const rest of underWay) yield await rest
}

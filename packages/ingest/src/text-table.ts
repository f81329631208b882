/** Texts by number, so that a record holds four bytes for each. */
export type TextTable = {
  readonly texts: string[]
  readonly numbers: Map<string, number>
  /** What was found last: devices say the same things in the same order. */
  last: number
}

/** An empty table. */
export function createTextTable(): TextTable {
  return { texts: [], numbers: new Map(), last: -1 }
}

/** The number of a text, which is given one where it has none. */
export function numberOf(table: TextTable, text: string): number {
  const guess = table.last + 1 < table.texts.length ? table.last + 1 : 0
  table.last = table.texts[guess] === text ? guess : lookUp(table, text)
  return table.last
}

function lookUp({ texts, numbers }: TextTable, text: string): number {
  const known = numbers.get(text)
  if (known !== undefined) return known
  numbers.set(text, texts.length)
  return texts.push(text) - 1
}

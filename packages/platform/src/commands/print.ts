/** Prints an answer: as JSON on one line, or as `name  value` lines and rows that align. */
export function print(answer: unknown, json: boolean): void {
  if (json) console.log(JSON.stringify(answer))
  else for (const line of lines(answer)) console.log(line)
}

function lines(answer: unknown): string[] {
  if (Array.isArray(answer)) return table(answer.map(flat))
  return table(
    Object.entries(flat(answer)).map(([name, value]) => ({ name, value })),
    false,
  )
}

function flat(answer: unknown): Record<string, string> {
  if (typeof answer !== 'object' || answer === null) return { value: String(answer) }
  const pairs = Object.entries(answer).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(
    pairs.map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  )
}

function table(rows: readonly Record<string, string>[], header = true): string[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const widths = names.map((name) =>
    Math.max(header ? name.length : 0, ...rows.map((row) => row[name]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  const body = rows.map((row) => line(names.map((name) => row[name] ?? '')))
  return header && rows.length > 0 ? [line(names), ...body] : body
}

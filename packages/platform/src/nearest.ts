/** The known name that differs least from what was written, by `most` edits at most; else null. */
export function nearest(written: string, known: readonly string[], most: number): string | null {
  let best: string | null = null
  let least = most + 1
  for (const name of known) {
    const far = distance(written, name)
    if (far < least) {
      least = far
      best = name
    }
  }
  return best
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

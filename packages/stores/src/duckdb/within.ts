/**
 * The condition for some series in [from, to). The bounds beside the list let the engine skip whole
 * row groups by their smallest and largest number.
 */
export function withinSql(
  ids: readonly number[],
  range: { readonly from: number; readonly to: number },
): string {
  const lowest = ids.reduce((a, b) => Math.min(a, b), Infinity)
  const highest = ids.reduce((a, b) => Math.max(a, b), -Infinity)
  const bounds =
    lowest === highest ? `series = ${lowest}` : `series BETWEEN ${lowest} AND ${highest}`
  const gapless = highest - lowest + 1 === new Set(ids).size
  const list = gapless ? '' : ` AND series IN (${ids.join()})`
  return `${bounds}${list} AND ${timesSql(range)}`
}

function timesSql({ from, to }: { readonly from: number; readonly to: number }): string {
  return `time >= ${whole(from)} AND time < ${whole(to)}`
}

/** A bound as the engine's 64-bit integer; an open end becomes one that no reading reaches. */
function whole(bound: number): string {
  if (Number.isNaN(bound)) throw new RangeError('a time bound is not a number')
  return String(Math.max(-FAR, Math.min(FAR, Math.ceil(bound))))
}

const FAR = 8.64e15

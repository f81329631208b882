/** A rectangle in a plot, px. */
export type Box = {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Where a word can stand: its baseline and the end of the text that `x` names. */
export type Spot = {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
}

/** Some words of a plot with the places that suit them, the best first. */
export type Word = {
  readonly key: string
  readonly text: string
  readonly className: string
  readonly spots: readonly Spot[]
  /** Stands over the line rather than not at all; other words it never covers. */
  readonly needed?: boolean
}

/** Words with the place they got. */
export type PlacedWord = Word & { readonly spot: Spot }

/** About the width of a letter and the height of a line of 12 px text. */
const LETTER = 6.1
const ASCENT = 10
const DESCENT = 3

/** Gives each word, in their order, the first place where it covers neither another word nor the data. */
export function layOutWords(
  words: readonly Word[],
  { data, within }: { data: readonly Box[]; within: Box },
): readonly PlacedWord[] {
  const taken: Box[] = []
  const placed: PlacedWord[] = []
  for (const word of words) {
    const width = word.text.length * LETTER
    const free = word.spots
      .map((spot) => inside(spot, width, within))
      .map((spot) => ({ spot, box: boxOf(spot, width) }))
      .filter(({ box }) => box.top >= within.top && !taken.some((other) => overlap(box, other)))
    const clear = free.find(({ box }) => !data.some((other) => overlap(box, other)))
    const found = clear ?? (word.needed ? leastCovering(free, data) : undefined)
    if (!found) continue
    taken.push(found.box)
    placed.push({ ...word, spot: found.spot })
  }
  return placed
}

function leastCovering<Place extends { box: Box }>(
  places: readonly Place[],
  data: readonly Box[],
): Place | undefined {
  const covered = (box: Box) => data.filter((other) => overlap(box, other)).length
  return places.reduce<Place | undefined>(
    (best, place) => (best && covered(best.box) <= covered(place.box) ? best : place),
    undefined,
  )
}

/** Moves a spot sideways so that its text stays between the edges. */
function inside(spot: Spot, width: number, within: Box): Spot {
  const { left, right } = boxOf(spot, width)
  const by = left < within.left ? within.left - left : Math.min(0, within.right - right)
  return by === 0 ? spot : { ...spot, x: spot.x + by }
}

function boxOf({ x, y, anchor }: Spot, width: number): Box {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  return { left, right: left + width, top: y - ASCENT, bottom: y + DESCENT }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

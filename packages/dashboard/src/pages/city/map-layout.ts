import {
  INSET,
  INSET_SCALE,
  INSET_TRANSLATE,
  MAP_HEIGHT,
  MAP_SCALE,
  MAP_TRANSLATE,
  MAP_WIDTH,
} from './outline.js'

/** A point of the drawing, in its own units. */
export type MapPoint = { readonly x: number; readonly y: number }

/** Where Bornholm's inset stands in the drawing. */
export const INSET_AT: MapPoint = { x: 491, y: 17 }

/** Where a place lies in the drawing; Bornholm in its inset. */
export function mapPoint(place: { latitude: number; longitude: number }): MapPoint {
  if (place.longitude > 14.3) {
    const { x, y } = mercator(place, INSET_SCALE, INSET_TRANSLATE)
    return { x: INSET_AT.x + Math.min(INSET, x), y: INSET_AT.y + Math.min(INSET, y) }
  }
  return mercator(place, MAP_SCALE, MAP_TRANSLATE)
}

/** What part of the drawing is seen: its middle and how many times enlarged. */
export type MapView = { readonly x: number; readonly y: number; readonly zoom: number }

export const WHOLE_MAP: MapView = { x: MAP_WIDTH / 2, y: MAP_HEIGHT / 2, zoom: 1 }

/** The view as an SVG viewBox, kept inside the drawing. */
export function viewBoxOf({ x, y, zoom }: MapView) {
  const width = MAP_WIDTH / zoom
  const height = MAP_HEIGHT / zoom
  return {
    x: Math.min(MAP_WIDTH - width, Math.max(0, x - width / 2)),
    y: Math.min(MAP_HEIGHT - height, Math.max(0, y - height / 2)),
    width,
    height,
  }
}

/** A mark with its label in px of the map's box. */
export type Placed = {
  readonly x: number
  readonly y: number
  /** Where the label's box begins. */
  readonly label: MapPoint
}

type Wanted = { readonly x: number; readonly y: number; readonly width: number }
type Box = { x: number; y: number; width: number; height: number }

const MARK = 26
const LABEL = 22
const GAP = 5

/**
 * Places marks and labels in a box: marks that touch are moved apart sideways, and each label takes the
 * first side of its mark (right, left, above, below) where it meets no mark and no other label.
 */
export function layOutMarks(
  wanted: readonly Wanted[],
  box: { width: number; height: number },
): readonly Placed[] {
  const marks = separated(wanted)
  const taken: Box[] = marks.map(markBox)
  return marks.map((mark, i) => {
    const width = wanted[i]?.width ?? 0
    const own = taken[i]
    const others = taken.filter((other) => other !== own)
    const sides = sidesOf(mark, width).map((side) => clamped(side, box))
    const cost = (side: Box) =>
      [...others, markBox(mark)].reduce((sum, other) => sum + overlap(side, other), 0)
    const best = sides.reduce((a, b) => (cost(b) < cost(a) ? b : a))
    taken.push(best)
    return { x: mark.x, y: mark.y, label: { x: best.x, y: best.y } }
  })
}

function separated(wanted: readonly Wanted[]): MapPoint[] {
  const marks = wanted.map(({ x, y }) => ({ x, y }))
  for (let round = 0; round < 20; round++)
    for (let i = 0; i < marks.length; i++)
      for (let j = i + 1; j < marks.length; j++) {
        const a = marks[i]
        const b = marks[j]
        if (!a || !b) continue
        const distance = Math.hypot(a.x - b.x, a.y - b.y)
        if (distance >= MARK) continue
        const push = (MARK - distance) / 2 + 0.5
        const [left, right] = a.x <= b.x ? [a, b] : [b, a]
        left.x -= push
        right.x += push
      }
  return marks
}

function sidesOf(mark: MapPoint, width: number): Box[] {
  const half = MARK / 2
  const at = (x: number, y: number): Box => ({ x, y, width, height: LABEL })
  return [
    at(mark.x + half + GAP, mark.y - LABEL / 2),
    at(mark.x - half - GAP - width, mark.y - LABEL / 2),
    at(mark.x - width / 2, mark.y - half - GAP - LABEL),
    at(mark.x - width / 2, mark.y + half + GAP),
    at(mark.x - width + half, mark.y - half - GAP - LABEL),
    at(mark.x - width + half, mark.y + half + GAP),
    at(mark.x - half, mark.y + half + GAP),
    at(mark.x - half, mark.y - half - GAP - LABEL),
  ]
}

function markBox({ x, y }: MapPoint): Box {
  return { x: x - MARK / 2, y: y - MARK / 2, width: MARK, height: MARK }
}

function clamped(box: Box, within: { width: number; height: number }): Box {
  const x = Math.min(within.width - box.width - 2, Math.max(2, box.x))
  const y = Math.min(within.height - box.height - 2, Math.max(2, box.y))
  return { ...box, x, y }
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

function mercator(
  place: { latitude: number; longitude: number },
  scale: number,
  [dx, dy]: readonly [number, number],
): MapPoint {
  const rad = Math.PI / 180
  const y = Math.log(Math.tan(Math.PI / 4 + (place.latitude * rad) / 2))
  return { x: dx + scale * place.longitude * rad, y: dy - scale * y }
}

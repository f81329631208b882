// Cuts the map of Denmark out of world-atlas (Natural Earth, public domain) and writes it, projected,
// as SVG paths into src/pages/city/outline.ts. Run it after changing what the map shows:
//   node packages/dashboard/scripts/cut-map.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoMercator, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'

const WIDTH = 560
const HEIGHT = 607
/** The mainland and the islands up to the Sound; Bornholm has an inset. */
const MAIN = { west: 7.9, south: 54.45, east: 13.05, north: 57.85 }
const BORNHOLM = { west: 14.62, south: 54.95, east: 15.2, north: 55.33 }
const INSET = 52

const require = createRequire(import.meta.url)
const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-10m.json'), 'utf8'))
const countries = feature(atlas, atlas.objects.countries).features
const named = (name) => countries.find(({ properties }) => properties.name === name)

const corners = ({ west, south, east, north }) => ({
  type: 'MultiPoint',
  coordinates: [
    [west, south],
    [east, north],
  ],
})
const frame = [
  [0, 0],
  [WIDTH, HEIGHT],
]
const projection = geoMercator().fitExtent(frame, corners(MAIN))
const main = projection.clipExtent([
  [-2, -2],
  [WIDTH + 2, HEIGHT + 2],
])
const draw = (projected, country) => geoPath(projected).digits(1)(country) ?? ''

const inset = geoMercator()
  .fitExtent(
    [
      [0, 0],
      [INSET, INSET],
    ],
    corners(BORNHOLM),
  )
  .clipExtent([
    [0, 0],
    [INSET, INSET],
  ])

const neighbours = ['Sweden', 'Germany', 'Norway', 'Poland'].map((name) => draw(main, named(name)))
const priceAreas = [
  [10.86, 56.05],
  [10.95, 55.55],
  [10.98, 55.2],
  [10.95, 54.85],
].map((point) =>
  projection(point)
    .map((n) => n.toFixed(1))
    .join(' '),
)

const text = `// Made by scripts/cut-map.mjs from world-atlas (Natural Earth, public domain). Do not edit.

/** The drawing's size in its own units. */
export const MAP_WIDTH = ${WIDTH}
export const MAP_HEIGHT = ${HEIGHT}

/** A Mercator projection into the drawing: scale and translation for d3's \`geoMercator\`. */
export const MAP_SCALE = ${projection.scale().toFixed(4)}
export const MAP_TRANSLATE = [${projection
  .translate()
  .map((n) => n.toFixed(4))
  .join(', ')}] as const

/** Bornholm's inset: a square of this many units with a projection of its own. */
export const INSET = ${INSET}
export const INSET_SCALE = ${inset.scale().toFixed(4)}
export const INSET_TRANSLATE = [${inset
  .translate()
  .map((n) => n.toFixed(4))
  .join(', ')}] as const

export const DENMARK =
  '${draw(main, named('Denmark'))}'

export const NEIGHBOURS =
  '${neighbours.join('')}'

export const BORNHOLM =
  '${draw(inset, named('Denmark'))}'

/** The border of the price areas, in the Great Belt. */
export const PRICE_AREAS = 'M${priceAreas.join('L')}'
`
const file = new URL('../src/pages/city/outline.ts', import.meta.url)
writeFileSync(file, text)
console.log(`${file.pathname}: ${text.length} bytes`)

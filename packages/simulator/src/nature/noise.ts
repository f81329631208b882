/** A number from 0 to 1 that seems random and is the same for the same seed and index (32-bit hash). */
export function hash01(seed: number, index: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index | 0, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return ((h ^ (h >>> 15)) >>> 0) / 4_294_967_296
}

/** From -1 to 1, mostly near 0: the sum of two. */
export function jitter(seed: number, index: number): number {
  return hash01(seed, index) + hash01(seed ^ 0x5bd1e995, index) - 1
}

/** A smooth curve from -1 to 1 that turns about once per unit of `x`. */
export function smooth(seed: number, x: number): number {
  const index = Math.floor(x)
  const f = x - index
  const u = f * f * (3 - 2 * f)
  const a = hash01(seed, index)
  return (a + (hash01(seed, index + 1) - a) * u) * 2 - 1
}

/** A seed of its own for a named thing below another seed (FNV-1a). */
export function seedOf(parent: number, name: string): number {
  let h = (0x811c9dc5 ^ parent) >>> 0
  for (let index = 0; index < name.length; index++) {
    h = Math.imul(h ^ name.charCodeAt(index), 0x01000193) >>> 0
  }
  return h
}

const DAY_MS = 86_400_000
const RADIANS = Math.PI / 180

export type Position = { readonly latitude: number; readonly longitude: number }

/** The sine of the sun's height; below 0 at night. Within half a degree, which is enough here. */
export function sunHeight(position: Position, time: number): number {
  const declination = declinationOn(time)
  const solarHours = (time % DAY_MS) / 3_600_000 + position.longitude / 15
  const hourAngle = (solarHours - 12) * 15 * RADIANS
  const latitude = position.latitude * RADIANS
  return (
    Math.sin(latitude) * Math.sin(declination) +
    Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle)
  )
}

/** The mean over a day of the sun's height, the night counted as 0. */
export function meanSunHeight(position: Position, day: number): number {
  const latitude = position.latitude * RADIANS
  const declination = declinationOn(day * DAY_MS + DAY_MS / 2)
  const sunset = sunsetAngle(latitude, declination, 0)
  const s = Math.sin(latitude) * Math.sin(declination)
  const c = Math.cos(latitude) * Math.cos(declination)
  return (sunset * s + Math.sin(sunset) * c) / Math.PI
}

/** Hours of a day in which the sun stands lower than `height` (a sine). */
export function darkHours(position: Position, day: number, height: number): number {
  const latitude = position.latitude * RADIANS
  const declination = declinationOn(day * DAY_MS + DAY_MS / 2)
  return 24 - (24 * sunsetAngle(latitude, declination, height)) / Math.PI
}

function sunsetAngle(latitude: number, declination: number, height: number): number {
  const cosine =
    (height - Math.sin(latitude) * Math.sin(declination)) /
    (Math.cos(latitude) * Math.cos(declination))
  return Math.acos(Math.max(-1, Math.min(1, cosine)))
}

function declinationOn(time: number): number {
  const dayOfYear = (time / DAY_MS - 10_957) % 365.2425 // from 2000-01-01
  return -23.44 * RADIANS * Math.cos((2 * Math.PI * (dayOfYear + 10)) / 365.2425)
}

import type { Device, RawMessage } from '@bypuls/model'
import { CO2, message, NOON, room } from './town.js'

/** The number is in the time of observation, and again in the value. */
const NUMBER_0_AT = NOON - 100 * 86_400_000

/** The device of the numbered messages. */
export const numberedRoom: Device = {
  ...room,
  links: [{ field: 'co2', point: CO2, from: 0, expectedIntervalMs: 1 }],
}

/** A message that can be told from every other by its number. */
export function numbered(number: number): RawMessage {
  return message([['co2', measured(number), NUMBER_0_AT + number]])
}

/** Which number a stored reading has; undefined where its value is not the one that was sent. */
export function numberOf(reading: { observedAt: number; value: number }): number | undefined {
  const number = reading.observedAt - NUMBER_0_AT
  return reading.value === measured(number) ? number : undefined
}

function measured(number: number): number {
  return 400 + (number % 1_000) / 10
}

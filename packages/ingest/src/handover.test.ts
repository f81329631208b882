import type { Reading } from '@bypuls/model'
import { expect, test } from 'vitest'
import { createHandover } from './handover.js'
import { Stopped } from './keep-trying.js'
import { CO2, NOON, until } from './testing/town.js'

test('batches are handed over one after another, in order, each told when it and all before are', async () => {
  const steps: string[] = []
  const releases: (() => void)[] = []
  const handover = createHandover({
    stored(readings) {
      steps.push(`hand over ${[...readings][0]?.value}`)
      return new Promise((resolve) => releases.push(resolve))
    },
    onSettled: () => steps.push('settled'),
  })

  handover.add(readings(1), () => steps.push('first is over'))
  handover.add([], () => steps.push('nothing is over'))
  handover.add(readings(2), () => steps.push('second is over'))
  await until(() => releases.length === 1)
  releases[0]?.()
  await until(() => releases.length === 2)
  releases[1]?.()
  await until(() => handover.isEmpty())

  expect(steps.filter((step) => step !== 'settled')).toEqual([
    'hand over 1',
    'first is over',
    'nothing is over',
    'hand over 2',
    'second is over',
  ])
})

test('it is full with a hundred thousand readings, and no longer once they are over', async () => {
  let release = () => {}
  const handover = createHandover({
    stored: () => new Promise((resolve) => (release = resolve)),
    onSettled: () => undefined,
  })

  handover.add(readings(1, 99_000), () => undefined)
  expect(handover.isFull()).toBe(false)
  handover.add(readings(2, 1_000), () => undefined)
  expect(handover.isFull()).toBe(true)
  await Promise.resolve()
  release()

  await until(() => !handover.isFull())
})

test('when the program stops, nothing that was not handed over counts', async () => {
  let told = 0
  const handover = createHandover({
    stored: () => Promise.reject(new Stopped()),
    onSettled: () => undefined,
  })

  handover.add(readings(1), () => (told += 1))
  handover.add(readings(2), () => (told += 1))
  await until(() => handover.isEmpty())

  expect(told).toBe(0)
})

function readings(value: number, length = 1): Reading[] {
  return Array.from({ length }, () => ({ point: CO2, observedAt: NOON, value, flag: 'good' }))
}

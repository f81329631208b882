import { expect, test } from 'vitest'
import { joined } from './joined.js'

test('who asks while the answer is being made gets the same one; afterwards it is made anew', async () => {
  let made = 0
  const ask = joined(async (name) => {
    made += 1
    return `${name} ${made}`
  })

  const together = await Promise.all([ask('a'), ask('a'), ask('b')])
  const later = await ask('a')

  expect(together).toEqual(['a 1', 'a 1', 'b 2'])
  expect(later).toBe('a 3')
})

test('a failure is told to all who wait, and is not kept', async () => {
  let made = 0
  const ask = joined(async () => {
    made += 1
    if (made === 1) throw new Error('the store is away')
    return made
  })

  const together = await Promise.allSettled([ask('a'), ask('a')])

  expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await ask('a')).toBe(2)
})

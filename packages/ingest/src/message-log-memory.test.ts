import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createMessageLog } from './message-log.js'
import { outcomesOf } from './outcomes.js'
import { message } from './testing/town.js'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const DEVICES = 40
const MESSAGES = 100_000

test('what is kept of devices that go on sending does not grow', () => {
  const log = createMessageLog()
  const round = Array.from({ length: DEVICES }, (_, at) =>
    outcomesOf([
      {
        id: String(at),
        message: { ...message('{}'), device: `d${at}` },
        format: 'plain',
        readings: [],
        rejected: [],
      },
    ]),
  )
  const send = (messages: number) => {
    for (let sent = 0; sent < messages; sent += DEVICES) {
      for (const outcomes of round) log.addAll(outcomes)
    }
    return heapMb()
  }

  const full = send(DEVICES * 60)

  expect(send(MESSAGES) - full).toBeLessThan(1)
})

function heapMb(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed / 1024 / 1024
}

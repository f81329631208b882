import { expect, test, vi } from 'vitest'
import { BEGAN, cityOf } from '../testing/city-of.js'
import { type Heard, openListeningPost } from '../testing/listening-post.js'
import { startSimulator } from './simulator.js'

const city = cityOf(1)

/** All that a city says, until it has said enough. */
async function listenTo(until: (heard: readonly Heard[]) => boolean): Promise<readonly Heard[]> {
  const heard: Heard[] = []
  const errors: Error[] = []
  const post = await openListeningPost((message) => heard.push(message))
  const startedAt = Date.now()
  const simulator = startSimulator({
    host: '127.0.0.1',
    port: post.port,
    city,
    credentials: ({ organisation, name }) => ({
      username: `${organisation}/${name}`,
      password: `secret of ${name}`,
    }),
    intervalMs: 1_000,
    now: () => BEGAN + Date.now() - startedAt,
    onError: (error) => errors.push(error),
  })
  await vi.waitFor(() => expect(until(heard)).toBe(true), { timeout: 20_000, interval: 50 })
  await simulator.stop()
  await post.close()
  expect(errors).toEqual([])
  return heard
}

test('every sensor that is not silent publishes with its own credential, below its own prefix', async () => {
  const senders = (heard: readonly Heard[]) => new Set(heard.map(({ username }) => username))

  const heard = await listenTo((soFar) => senders(soFar).size >= 70)

  for (const { username, password, topic, qos } of heard) {
    expect(topic.startsWith(`${username}/`)).toBe(true)
    expect(password).toBe(`secret of ${username.split('/')[1]}`)
    expect(qos).toBe(1)
  }
  expect(heard.some(({ topic }) => topic.includes('chiller-meter'))).toBe(false)
})

test('messages carry the time at which they were due, never one from before', async () => {
  const heard = await listenTo((soFar) => soFar.length >= 150)

  for (const { payload } of heard) {
    const { time, timestamp }: { time?: string; timestamp?: string } = JSON.parse(payload)
    expect(Date.parse(time ?? timestamp ?? '')).toBeGreaterThanOrEqual(BEGAN - 1_000)
  }
})

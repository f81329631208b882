import { expect, test } from 'vitest'
import { createLocalTopics } from './local-topics.js'

test('a listener hears the topics its pattern names, and no others', () => {
  const topics = createLocalTopics()
  const heard: string[] = []
  const hear = (pattern: string) =>
    topics.subscribe(pattern, (topic, payload) =>
      heard.push(`${pattern} ← ${topic} ${Buffer.from(payload)}`),
    )
  for (const pattern of ['bypuls/live/+', 'bypuls/#', 'bypuls/live/a', '+/live', '#']) hear(pattern)

  topics.publish('bypuls/live/a', '1')
  topics.publish('bypuls', '2')
  topics.publish('bypuls/live/a/b', '3')

  expect(heard).toEqual([
    'bypuls/live/+ ← bypuls/live/a 1',
    'bypuls/# ← bypuls/live/a 1',
    'bypuls/live/a ← bypuls/live/a 1',
    '# ← bypuls/live/a 1',
    'bypuls/# ← bypuls 2',
    '# ← bypuls 2',
    'bypuls/# ← bypuls/live/a/b 3',
    '# ← bypuls/live/a/b 3',
  ])
})

test('who stops listening hears nothing more; who comes later hears from then on', () => {
  const topics = createLocalTopics()
  const heard: string[] = []
  const stop = topics.subscribe('bypuls/live/a', () => heard.push('first'))

  topics.publish('bypuls/live/a', '1')
  stop()
  topics.subscribe('bypuls/live/+', () => heard.push('second'))
  topics.publish('bypuls/live/a', '2')

  expect(heard).toEqual(['first', 'second'])
})

import { expect, test } from 'vitest'
import { namesProblem, topicProblem } from './topic-rules.js'

test.each([
  'up',
  'room-2-14/temperature',
  'application/4a1f/device/24e1/event/up',
  'Stue/Køkken 2',
])('a device publishes below its own prefix: %s', (path) => {
  expect(topicProblem('odense/lamp-1/', `odense/lamp-1/${path}`)).toBeNull()
})

test.each([
  [
    'odense/lamp-10/up',
    'the topic is not below "odense/lamp-1/", which is all this credential may publish to',
  ],
  [
    'odense/lamp-1',
    'the topic is not below "odense/lamp-1/", which is all this credential may publish to',
  ],
  [
    'odense/lamp-1/',
    'the topic has an empty level: //, a slash at its end, or nothing after the device',
  ],
  [
    'odense/lamp-1/a//b',
    'the topic has an empty level: //, a slash at its end, or nothing after the device',
  ],
  [
    'odense/lamp-1/$x',
    'the topic holds a character that is not taken: + # $ \\ or a control or invisible one',
  ],
  ['odense/lamp-1/../lamp-2', 'the topic has a level that is . or .., which would be a path'],
  [`odense/lamp-1/${'x'.repeat(500)}`, 'the topic has 514 characters; at most 512 are taken'],
  [`odense/lamp-1${'/x'.repeat(31)}`, 'the topic has 33 levels; at most 32 are taken'],
])('a refused topic is told why: %s', (topic, reason) => {
  expect(topicProblem('odense/lamp-1/', topic)).toBe(reason)
})

test('names that the platform keeps for itself, or that are none, are no credential', () => {
  expect(namesProblem('odense', 'lamp-1')).toBeNull()
  expect(namesProblem('bypuls', 'lamp-1')).toBe(
    'the organisation name "bypuls" is kept for the platform',
  )
  expect(namesProblem('odense', 'readings')).toBe(
    'the device name "readings" is kept for the platform',
  )
  expect(namesProblem('odense', 'Lamp')).toBe('the name "Lamp" is not 1 to 40 of a-z, 0-9 and -')
})

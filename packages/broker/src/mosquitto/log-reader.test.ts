import { expect, test } from 'vitest'
import type { Refusal } from '../bus.js'
import { createLogReader } from './log-reader.js'

const AT = '2026-11-23T12:00:00+0000: '

/** Lines as Mosquitto writes them: release 2.0.11 where nothing else is said. */
const STORIES: readonly {
  readonly title: string
  readonly lines: readonly string[]
  readonly expected: readonly Partial<Refusal>[]
}[] = [
  {
    title: 'a wrong password, from the only address that is connecting',
    lines: [
      'New connection from 10.0.0.7:53866 on port 1883.',
      'Client <unknown> disconnected, not authorised.',
    ],
    expected: [
      {
        organisation: null,
        device: null,
        clientId: '<unknown>',
        remoteAddress: '10.0.0.7',
        action: 'connect',
        reason: 'unknown user name or wrong password',
      },
    ],
  },
  {
    title: 'a wrong password, where two addresses are connecting',
    lines: [
      'New connection from 10.0.0.7:53866 on port 1883.',
      'New connection from 10.0.0.8:53866 on port 1883.',
      'Client <unknown> disconnected, not authorised.',
    ],
    expected: [{ organisation: null, remoteAddress: null }],
  },
  {
    title: 'who a reload cuts, and not who leaves later',
    lines: [
      "New client connected from 10.0.0.7:5 as odense/lamp-1 (p2, c1, k60, u'odense/lamp-1').",
      'Reloading config.',
      'Loading config file /mosquitto/config/conf.d/tls.conf',
      'Client odense/lamp-1 disconnected.',
      'New connection from 10.0.0.7:53866 on port 1883.',
      'Client odense/lamp-2 disconnected.',
    ],
    expected: [
      {
        organisation: 'odense',
        device: 'lamp-1',
        remoteAddress: '10.0.0.7',
        action: 'connect',
        reason: 'the credential was revoked; its connection was ended',
      },
    ],
  },
  {
    title: 'a second program with the same credential',
    lines: ['Client odense/lamp-1 already connected, closing old connection.'],
    expected: [{ organisation: 'odense', device: 'lamp-1', action: 'connect' }],
  },
  {
    title: 'a packet against the rules',
    lines: [
      'Client odense/lamp-1 disconnected due to oversize packet.',
      'Bad socket read/write on client odense/lamp-1: Malformed UTF-8',
    ],
    expected: [
      { action: 'publish', topic: null, reason: 'its connection was ended: oversize packet' },
      { action: 'publish', topic: null, reason: 'its connection was ended: Malformed UTF-8' },
    ],
  },
  {
    title: 'the words of release 2.1',
    lines: [
      'New connection from 10.0.0.7:53866 on port 1883.',
      'Client <unknown> [10.0.0.7:53866] disconnected: not authorised.',
      'Client odense/lamp-1 [10.0.0.7:53867] disconnected: oversize packet.',
      'Client odense/lamp-2 [10.0.0.7:53867] disconnected: connection closed by client.',
      'Reloading config.',
      'Client odense/lamp-3 [10.0.0.7:53868] disconnected.',
    ],
    expected: [
      { clientId: '<unknown>', remoteAddress: '10.0.0.7', action: 'connect' },
      { device: 'lamp-1', reason: 'its connection was ended: oversize packet' },
      { device: 'lamp-3', reason: 'the credential was revoked; its connection was ended' },
    ],
  },
  {
    title: 'what the platform’s own connections do is nobody’s refusal',
    lines: ['Client bypuls-ingest-one already connected, closing old connection.'],
    expected: [],
  },
  {
    title: 'ordinary coming and going',
    lines: [
      'New connection from 10.0.0.7:53866 on port 1883.',
      "New client connected from 10.0.0.7:53866 as odense/lamp-1 (p2, c1, k60, u'odense/lamp-1').",
      'Client odense/lamp-1 closed its connection.',
      'Client odense/lamp-2 has exceeded timeout, disconnecting.',
      'Client odense/lamp-3 disconnected.',
      'Saving in-memory database to /mosquitto/data/mosquitto.db.',
    ],
    expected: [],
  },
]

test.each(STORIES)('$title', ({ lines, expected }) => {
  const { reader, refusals } = open()

  for (const line of lines) reader.line(AT + line)

  expect(refusals).toMatchObject(expected)
  expect(refusals.length).toBe(expected.length)
})

test('subscriptions are told with their topic, those of the platform are not', () => {
  const { reader, refusals } = open()

  reader.subscription(`${AT}odense/lamp-1 1 odense/lamp-2/a b/#`)
  reader.subscription(`${AT}bypuls-ingest-one 1 +/+/#`)

  expect(refusals).toMatchObject([
    { organisation: 'odense', action: 'subscribe', topic: 'odense/lamp-2/a b/#' },
  ])
})

test('the log of everything tells of publishes and wills that the ACL refuses', () => {
  const { reader, refusals } = open()

  for (const line of [
    "Denied PUBLISH from odense/lamp-1 (d0, q1, r0, m7, 'odense/lamp-2/it's up', ... (5 bytes))",
    "Received PUBLISH from odense/lamp-1 (d0, q1, r0, m7, 'odense/lamp-1/up', ... (5 bytes))",
    "New client connected from 10.0.0.7:5 as odense/lamp-1 (p2, c1, k60, u'odense/lamp-1').",
    'Will message specified (1 bytes) (r0, q1).',
    '\taalborg/lamp-1/up',
    "New client connected from 10.0.0.7:5 as odense/lamp-3 (p2, c1, k60, u'odense/lamp-3').",
    'Will message specified (1 bytes) (r0, q1).',
    '\todense/lamp-3/status',
  ]) {
    reader.detail(AT + line)
  }

  expect(refusals).toMatchObject([
    {
      device: 'lamp-1',
      action: 'publish',
      topic: "odense/lamp-2/it's up",
      reason:
        'the topic is not below "odense/lamp-1/", which is all this credential may publish to',
    },
    {
      device: 'lamp-1',
      action: 'connect',
      topic: 'aalborg/lamp-1/up',
      reason: expect.stringContaining('the will: the topic is not below "odense/lamp-1/"'),
    },
  ])
})

test('a full queue of an absent client is told', () => {
  const { reader, dropping } = open()

  reader.line(`${AT}Outgoing messages are being dropped for client bypuls-ingest-one.`)

  expect(dropping).toEqual(['bypuls-ingest-one'])
})

function open() {
  const refusals: Refusal[] = []
  const dropping: string[] = []
  const reader = createLogReader({
    onRefused: (refusal) => refusals.push(refusal),
    now: () => 1_795_413_600_000,
    onDropping: (clientId) => dropping.push(clientId),
  })
  return { reader, refusals, dropping }
}

/** One thing that a device tries and must not get. */
export type Attack =
  | {
      readonly kind: 'publish'
      readonly topic: string
      readonly qos: 0 | 1 | 2
      readonly retain: boolean
    }
  | { readonly kind: 'subscribe'; readonly topic: string; readonly qos: 0 | 1 | 2 }
  | { readonly kind: 'will'; readonly topic: string; readonly retain: boolean }
  | { readonly kind: 'connect'; readonly username: string; readonly password: string }

/** The attacker's own, good credential. */
export const ATTACKER = { username: 'odense/lamp-1', password: 'right' }

const ORGANISATIONS = [
  ...[
    'odense',
    'aalborg',
    'odense2',
    'odens',
    'o',
    'bypuls',
    'Odense',
    'ODENSE',
    'odense ',
    ' odense',
  ],
  ...['ødense', '\u043edense', 'odense\u200b', 'odense.', '%6fdense', 'odense-', '', '.', '..'],
]
const DEVICES = [
  ...[
    'lamp-1',
    'lamp-2',
    'lamp-10',
    'lamp',
    'readings',
    'lamp-1 ',
    'Lamp-1',
    'lamp\u20111',
    'lamp-1\u0301',
  ],
  ...['lamp-\uff11', '', '..'],
]
const PATHS = ['up', 'room-1/temperature', 'application/1/device/24e124fffe01a2b3/event/up']
const LONG = 'x'.repeat(600)

/** Below the attacker's own prefix, and refused all the same. */
const OWN_BAD_PATHS = [
  ...[
    '',
    '/',
    '/up',
    'up/',
    'up//',
    'a//b',
    '#',
    '+',
    'up/#',
    '+/temperature',
    'a/+/b',
    'a#',
    '+a',
  ],
  ...[
    '$SYS',
    '$SYS/x',
    'a/$b',
    'a\\b',
    'a\u0000b',
    'a\u0007',
    'a\nb',
    'a\u007f',
    '\u0085',
    '\ufeffup',
  ],
  ...['\u202eup', 'up\u200b', '\ud7ff\uffff', '../lamp-2/up', '..', 'a/./b', '\ufffd', '\u2028'],
  ...[
    LONG,
    `${LONG}/${LONG}`,
    'x'.repeat(65_000),
    'a/'.repeat(40),
    `${'a/'.repeat(40)}b`,
    'a/'.repeat(200),
  ],
]
const SPECIAL_TOPICS = [
  ...[
    '#',
    '+',
    '+/+/up',
    '+/lamp-2/up',
    'odense/+/up',
    'odense/#',
    '/',
    '//',
    '/#',
    '/odense/lamp-1/up',
  ],
  ...['$SYS', '$SYS/#', '$SYS/broker/uptime', '$SYS/odense/lamp-1/up', '$share/g/#', '$queue/#'],
  ...[
    '$share/g/odense/lamp-1/up',
    '$share/odense/lamp-1/up',
    '$CONTROL/dynamic-security/v1',
    '$CONTROL/#',
  ],
  ...[
    'bypuls/live/skole-odense',
    'bypuls/#',
    'odense/readings/skole-odense/room/co2',
    '../odense/lamp-1/up',
  ],
  ...[
    'odense//lamp-1/up',
    'odense\\lamp-1\\up',
    'odense%2flamp-1%2fup',
    'odense/lamp-1%2fup',
    'odense.lamp-1.up',
  ],
]
const BAD_CREDENTIALS = [
  ...['odense/lamp-1', 'aalborg/lamp-1'].map((username) => ({ username, password: 'wrong' })),
  ...[
    ...[
      '',
      '/',
      'odense',
      'odense/',
      '/lamp-1',
      'odense/lamp-1/',
      'odense/lamp-1/x',
      'odense//lamp-1',
    ],
    ...[
      '#',
      '+/+',
      '#/#',
      '$SYS/x',
      'Odense/lamp-1',
      'odense/Lamp-1',
      'ødense/lamp-1',
      'odense\\lamp-1',
    ],
    ...[
      'odense/lamp-1\u0000',
      'odense/lamp-1\n',
      ' odense/lamp-1',
      'odense/lamp_1',
      '../odense/lamp-1',
    ],
    ...[
      'bypuls/lamp-1',
      'bypuls/live',
      'odense/readings',
      `odense/${'a'.repeat(41)}`,
      `${LONG}/lamp-1`,
    ],
    ...['__proto__/constructor', 'constructor/lamp-1', 'odense/unknown'],
  ].map((username) => ({ username, password: 'right' })),
]

/** Topics that the attacker may not publish to. */
function foreignTopics(): readonly string[] {
  const topics = ORGANISATIONS.flatMap((organisation) =>
    DEVICES.flatMap((device) => PATHS.map((path) => `${organisation}/${device}/${path}`)),
  )
  return [
    ...topics.filter((topic) => !topic.startsWith(`${ATTACKER.username}/`)),
    ...ORGANISATIONS.map((organisation) => `${organisation}/up`),
    ...OWN_BAD_PATHS.map((path) => `${ATTACKER.username}/${path}`),
    ...SPECIAL_TOPICS,
  ]
}

/** Every attack, more than two thousand: each topic at every QoS, retained and not by turns. */
export function isolationCases(): readonly Attack[] {
  const topics = foreignTopics().filter((topic) => topic !== '')
  const levels = [0, 1, 2] as const
  return [
    ...topics.flatMap((topic, index) =>
      levels.map((qos) => ({
        kind: 'publish' as const,
        topic,
        qos,
        retain: (index + qos) % 2 === 0,
      })),
    ),
    ...[
      ...SPECIAL_TOPICS,
      ...topics.filter((_, index) => index % 7 === 0),
      'odense/lamp-1/up',
      'odense/lamp-1/#',
    ].flatMap((topic) => levels.map((qos) => ({ kind: 'subscribe' as const, topic, qos }))),
    ...topics
      .filter((_, index) => index % 5 === 0)
      .concat(
        OWN_BAD_PATHS.map((path) => `${ATTACKER.username}/${path}`),
        SPECIAL_TOPICS,
      )
      .map((topic, index) => ({ kind: 'will' as const, topic, retain: index % 2 === 0 })),
    ...BAD_CREDENTIALS.map((credential) => ({ kind: 'connect' as const, ...credential })),
  ]
}

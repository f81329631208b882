import { isSlug, type RawMessage, RESERVED_DEVICES, RESERVED_ORGANISATIONS } from '@bypuls/model'

/** Longer topics are refused: a ChirpStack topic below a prefix has at most some 170 characters. */
const MAX_TOPIC_LENGTH = 512
/** Deeper topics are refused. */
const MAX_TOPIC_LEVELS = 32

/** Wildcards, `$`, backslash; control, invisible and unassigned characters; the mark of broken UTF-8. */
const FORBIDDEN = /[+#$\\\p{C}\u2028\u2029\ufffd]/u

/** What every topic of a device begins with. */
export function topicPrefix(identity: Pick<RawMessage, 'organisation' | 'device'>): string {
  return `${identity.organisation}/${identity.device}/`
}

/** Why a credential's names may not be used, in plain words; null when they may. */
export function namesProblem(organisation: string, device: string): string | null {
  for (const name of [organisation, device]) {
    if (!isSlug(name)) return `the name "${cut(name)}" is not 1 to 40 of a-z, 0-9 and -`
  }
  if (RESERVED_ORGANISATIONS.includes(organisation)) {
    return `the organisation name "${organisation}" is kept for the platform`
  }
  if (RESERVED_DEVICES.includes(device)) {
    return `the device name "${device}" is kept for the platform`
  }
  return null
}

/** Why a device may not publish to a topic, in plain words; null when it may. */
export function topicProblem(prefix: string, topic: string): string | null {
  if (!topic.startsWith(prefix)) {
    return `the topic is not below "${prefix}", which is all this credential may publish to`
  }
  if (topic.length > MAX_TOPIC_LENGTH) {
    return `the topic has ${topic.length} characters; at most ${MAX_TOPIC_LENGTH} are taken`
  }
  const path = topic.slice(prefix.length)
  if (FORBIDDEN.test(path)) {
    return 'the topic holds a character that is not taken: + # $ \\ or a control or invisible one'
  }
  const levels = path.split('/')
  if (levels.includes('')) {
    return 'the topic has an empty level: //, a slash at its end, or nothing after the device'
  }
  if (levels.includes('.') || levels.includes('..')) {
    return 'the topic has a level that is . or .., which would be a path'
  }
  if (levels.length + 2 > MAX_TOPIC_LEVELS) {
    return `the topic has ${levels.length + 2} levels; at most ${MAX_TOPIC_LEVELS} are taken`
  }
  return null
}

/** A foreign text short enough for a log line. */
export function cut(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`
}

import { RESERVED_DEVICES, RESERVED_ORGANISATIONS } from '@bypuls/model'
import type { Identity } from '../bus.js'
import { namesProblem, topicPrefix, topicProblem } from '../topic-rules.js'

/** Whose a topic is: a device's, the platform's own, or nobody's, with the reason. */
export type TopicOwner =
  | ({ readonly kind: 'device' } & Identity)
  | { readonly kind: 'own' }
  | { readonly kind: 'nobody'; readonly reason: string }

/** Beyond it the memory starts afresh. */
const REMEMBERED_TOPICS = 100_000

/**
 * Says whose a topic is. Mosquitto's ACL has made sure that only that credential publishes below it,
 * but not that the rest of the topic is one that we take: this judges it by the embedded broker's rules.
 */
export function createTopicOwners(): (topic: string) => TopicOwner {
  const remembered = new Map<string, TopicOwner>()
  return (topic) => {
    const known = remembered.get(topic)
    if (known !== undefined) return known
    const owner = ownerOf(topic)
    if (remembered.size >= REMEMBERED_TOPICS) remembered.clear()
    remembered.set(topic, owner)
    return owner
  }
}

function ownerOf(topic: string): TopicOwner {
  const [organisation = '', device = ''] = topic.split('/', 2)
  if (RESERVED_ORGANISATIONS.includes(organisation) || RESERVED_DEVICES.includes(device)) {
    return { kind: 'own' }
  }
  const reason =
    namesProblem(organisation, device) ?? topicProblem(topicPrefix({ organisation, device }), topic)
  return reason === null ? { kind: 'device', organisation, device } : { kind: 'nobody', reason }
}

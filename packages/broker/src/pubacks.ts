/**
 * PUBACK packets, one after the other (MQTT 3.1.1, section 3.4; in MQTT 5 a length of 2 means "success"),
 * so that one write acknowledges many messages.
 */
export function pubacks(messageIds: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(messageIds.length * 4)
  let at = 0
  for (const id of messageIds) {
    bytes[at] = 0x40
    bytes[at + 1] = 0x02
    bytes[at + 2] = id >> 8
    bytes[at + 3] = id & 0xff
    at += 4
  }
  return bytes
}

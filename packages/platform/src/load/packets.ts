/** The few MQTT 3.1.1 packets that a publisher at full load needs (OASIS MQTT 3.1.1, sections 3.1 and 3.3). */

export function connectPacket(client: {
  readonly clientId: string
  readonly username: string
  readonly password: string
}): Buffer {
  const body = Buffer.concat([
    text('MQTT'),
    Buffer.from([4, 0b1100_0010, 0, 60]),
    text(client.clientId),
    text(client.username),
    text(client.password),
  ])
  return Buffer.concat([Buffer.from([0x10]), remainingLength(body.length), body])
}

/** A QoS 1 PUBLISH without its packet id, and where the id goes: the same bytes serve many messages. */
export function publishPacket(topic: string, payload: string, packetId: number): Buffer {
  const topicBytes = Buffer.byteLength(topic)
  const length = 2 + topicBytes + 2 + Buffer.byteLength(payload)
  const head = remainingLength(length)
  const packet = Buffer.allocUnsafe(1 + head.length + length)
  packet[0] = 0x32
  head.copy(packet, 1)
  let at = 1 + head.length
  at = packet.writeUInt16BE(topicBytes, at)
  at += packet.write(topic, at, 'latin1')
  at = packet.writeUInt16BE(packetId, at)
  packet.write(payload, at, 'latin1')
  return packet
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}

function remainingLength(length: number): Buffer {
  const bytes: number[] = []
  let rest = length
  do {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? low | 0x80 : low)
  } while (rest > 0)
  return Buffer.from(bytes)
}

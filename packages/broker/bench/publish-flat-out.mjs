import { connect } from 'node:net'

const WINDOW = 500
const PAYLOAD_BYTES = 200

/** Devices that publish at QoS 1 as fast as the broker acknowledges, 500 in flight each. */
export async function publishFlatOut({ port, devices, password, seconds }) {
  const until = performance.now() + seconds * 1_000
  const acknowledged = await Promise.all(
    Array.from({ length: devices }, (_, n) =>
      publishing({ port, username: `odense/lamp-${n}`, password, until }),
    ),
  )
  const messages = acknowledged.reduce((sum, count) => sum + count, 0)
  return { messages, perSecond: Math.round(messages / seconds) }
}

function publishing({ port, username, password, until }) {
  const message = Buffer.concat([text(`${username}/up`), Buffer.alloc(2)])
  const payload = Buffer.alloc(PAYLOAD_BYTES, 'x')
  const one = packet(0x32, Buffer.concat([message, payload]))
  const idAt = one.length - PAYLOAD_BYTES - 2
  let id = 0
  let acknowledged = 0
  let inFlight = 0

  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const head = Buffer.from([...text('MQTT'), 4, 0xc2, 0, 60])
    socket.write(packet(0x10, Buffer.concat([head, text(''), text(username), text(password)])))
    let rest = Buffer.alloc(0)
    socket.on('data', (data) => {
      rest = Buffer.concat([rest, data])
      while (rest.length >= 4) {
        if (rest[0] >> 4 === 4) {
          acknowledged += 1
          inFlight -= 1
        }
        rest = rest.subarray(4) // CONNACK and PUBACK have four bytes
      }
      if (performance.now() < until) return send()
      if (inFlight > 0) return
      socket.end()
      resolve(acknowledged)
    })

    function send() {
      const batch = []
      for (; inFlight < WINDOW; inFlight += 1) {
        id = (id % 65_535) + 1
        const copy = Buffer.from(one)
        copy.writeUInt16BE(id, idAt)
        batch.push(copy)
      }
      socket.write(Buffer.concat(batch))
    }
  })
}

function text(content) {
  const bytes = Buffer.from(content)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])
}

function packet(head, body) {
  const size = body.length < 128 ? [body.length] : [(body.length & 0x7f) | 0x80, body.length >> 7]
  return Buffer.concat([Buffer.from([head, ...size]), body])
}

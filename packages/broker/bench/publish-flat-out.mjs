import { connect } from 'node:net'

const WINDOW = 500

/** Devices that publish at QoS 1 as fast as the broker acknowledges, 500 in flight each. */
export async function publishFlatOut({ port, devices, password, seconds }) {
  const until = performance.now() + seconds * 1_000
  const isOver = () => performance.now() >= until
  const messages = await publishAll({ port, devices, password, payloadBytes: 200, isOver })
  return { messages, perSecond: Math.round(messages / seconds) }
}

/** The same, so many messages in all; `perS` of them a second if that is slower. */
export async function publishCount({ messages, ...options }) {
  let sent = 0
  const isOver = () => sent >= messages
  const onSent = () => {
    sent += 1
  }
  return publishAll({ ...options, isOver, onSent })
}

async function publishAll({ devices, perS = Number.POSITIVE_INFINITY, ...options }) {
  options.perS = perS / devices
  const acknowledged = await Promise.all(
    Array.from({ length: devices }, (_, n) =>
      publishing({ ...options, username: `odense/lamp-${n}` }),
    ),
  )
  return acknowledged.reduce((sum, count) => sum + count, 0)
}

function publishing(options) {
  const { port, username, password, payloadBytes, perS, isOver, onSent = () => undefined } = options
  const message = Buffer.concat([text(`${username}/up`), Buffer.alloc(2)])
  const payload = Buffer.alloc(payloadBytes, 'x')
  const one = packet(0x32, Buffer.concat([message, payload]))
  const idAt = one.length - payloadBytes - 2
  let id = 0
  let acknowledged = 0
  let inFlight = 0
  const startedAt = performance.now()
  const isDue = () => (acknowledged + inFlight) * 1_000 < perS * (performance.now() - startedAt)

  return new Promise((resolve) => {
    const timer = setInterval(goOn, 5)
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
      goOn()
    })

    function goOn() {
      if (!isOver()) send()
      if (inFlight > 0 || !isOver()) return
      clearInterval(timer)
      socket.end()
      resolve(acknowledged)
    }

    function send() {
      const batch = []
      for (; inFlight < WINDOW && !isOver() && isDue(); inFlight += 1) {
        onSent()
        id = (id % 65_535) + 1
        const copy = Buffer.from(one)
        copy.writeUInt16BE(id, idAt)
        batch.push(copy)
      }
      if (batch.length > 0) socket.write(Buffer.concat(batch))
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

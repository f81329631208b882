import { openEmbeddedBroker } from '@bypuls/broker'

const broker = await openEmbeddedBroker({
  host: '127.0.0.1',
  port: 0,
  authenticate: async (username) => {
    const [organisation = '', device = ''] = username.split('/')
    return { organisation, device }
  },
  receive: (_message, done) => done(),
  onRefused: (refusal) => console.error(refusal.reason),
  now: Date.now,
})
process.send?.(broker.address.port)

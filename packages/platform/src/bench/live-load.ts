import { connectAsync, type MqttClient } from 'mqtt'
import type { LiveDevice } from './live-sites.js'

type Sender = { readonly device: LiveDevice; readonly client: MqttClient; turn: number }

/** One message of a device: the next of its fields, with the moment that it was due. */
function publishNext(sender: Sender, dueAt: number, done: (error?: unknown) => void): void {
  const { device, client } = sender
  const field = device.fields[sender.turn % device.fields.length] ?? ''
  sender.turn += 1
  const value = 400 + (sender.turn % 1_000)
  const payload = `{"time":${Math.round(dueAt)},"${field}":${value}}`
  client.publish(`${device.username}/up`, payload, { qos: 1 }, (error) => done(error ?? undefined))
}

/**
 * An open loop: every device sends when it is due, whether or not the platform keeps up. A message
 * carries the moment it was due, so that lateness of this process counts as latency, too.
 */
export async function openLoad(
  port: number,
  groups: readonly { readonly devices: readonly LiveDevice[]; readonly everyMs: number }[],
) {
  const due: { at: number; readonly everyMs: number; readonly sender: Sender }[] = []
  const now = Date.now()
  for (const { devices, everyMs } of groups) {
    for (const [index, device] of devices.entries()) {
      const { username, password } = device
      const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { username, password })
      const at = now + 2_000 + (everyMs * index) / devices.length
      due.push({ at, everyMs, sender: { device, client, turn: 0 } })
    }
  }
  const tally = { sent: 0, acknowledged: 0, failed: 0, latestMs: 0 }
  const timer = setInterval(() => {
    const time = Date.now()
    for (const one of due) {
      while (one.at <= time) {
        tally.sent += 1
        tally.latestMs = Math.max(tally.latestMs, time - one.at)
        publishNext(one.sender, one.at, (error) => {
          if (error === undefined) tally.acknowledged += 1
          else tally.failed += 1
        })
        one.at += one.everyMs
      }
    }
  }, 2)
  return {
    tally: () => ({ ...tally }),
    async stop() {
      clearInterval(timer)
      await Promise.all(due.map(({ sender }) => sender.client.endAsync()))
    },
  }
}

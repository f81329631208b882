import type { MqttClient } from 'mqtt'

/**
 * Whatever comes is a sign of life. MQTT.js waits for the answer to its ping, which stands behind all that
 * the broker has queued for us: a connection with much to bring would be cut for it, and begin anew.
 * Nor does one die that we do not read. Returns the way to stop.
 */
export function keepAwake(client: MqttClient, keepaliveS: number): () => void {
  let heard = false
  client.stream.on('data', () => {
    heard = true
  })
  const timer = setInterval(() => {
    if (!client.connected || !(heard || client.stream.isPaused())) return
    heard = false
    client.sendPing()
    client.reschedulePing(true)
  }, keepaliveS * 500)
  return () => clearInterval(timer)
}

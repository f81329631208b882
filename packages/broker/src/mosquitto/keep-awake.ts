import type { Socket } from 'node:net'
import type { MqttClient } from 'mqtt'

/**
 * Whatever comes is a sign of life. MQTT.js waits for the answer to its ping, which stands behind all that
 * the broker has queued for us: a connection with much to bring would be cut for it, and begin anew.
 * Nor is one dead that we do not read. Returns the way to stop.
 */
export function keepAwake(client: MqttClient, socket: Socket, keepaliveS: number): () => void {
  let heard = 0
  const timer = setInterval(() => {
    const isSilent = socket.bytesRead === heard && !socket.isPaused()
    if (!client.connected || isSilent) return
    heard = socket.bytesRead
    client.sendPing()
    client.reschedulePing(true)
  }, keepaliveS * 500)
  return () => clearInterval(timer)
}

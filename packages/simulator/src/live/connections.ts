import { connect, type MqttClient } from 'mqtt'

export type Credential = { readonly username: string; readonly password: string }

export type Broker = {
  readonly host: string
  readonly port: number
  /** A device that cannot connect or whose message was not taken: the simulation goes on. */
  readonly onError: (error: Error) => void
}

/** A connection as a real device has it: MQTT 3.1.1, its own credential, tried again when it is lost. */
export function connectDevice({ host, port, onError }: Broker, credential: Credential): MqttClient {
  const client = connect({
    protocol: 'mqtt',
    host,
    port,
    ...credential,
    protocolVersion: 4,
    clientId: credential.username,
    reconnectPeriod: 2_000,
    // A broker outside learns of a device that was just added a second later.
    reconnectOnConnackError: true,
    resubscribe: false,
  })
  client.on('error', onError)
  return client
}

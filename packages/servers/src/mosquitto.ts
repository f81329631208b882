import { connect } from 'node:net'
import { program } from './binaries.js'
import { type Running, run } from './running.js'

/** A Mosquitto on a configuration file that listens on `port` of the loopback address. */
export function startMosquitto(configuration: string, port: number): Promise<Running> {
  return run({
    name: 'mosquitto',
    command: program('mosquitto'),
    args: ['-c', configuration],
    port,
    isReady: () => accepts(port),
  })
}

/** Whether something listens on a port of the loopback address. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

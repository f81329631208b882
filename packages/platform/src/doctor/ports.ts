import { createServer } from 'node:net'
import type { Settings } from '../settings.js'
import { bad, type Check, good } from './check.js'

/** Each port that the settings name can be listened on. */
export async function checkPorts(settings: Settings): Promise<Check[]> {
  const wanted = [
    { name: 'BYPULS_HTTP_PORT', host: settings.BYPULS_HTTP_HOST, port: settings.BYPULS_HTTP_PORT },
    { name: 'BYPULS_MQTT_PORT', host: settings.BYPULS_MQTT_HOST, port: settings.BYPULS_MQTT_PORT },
  ]
  if (settings.BYPULS_TLS_CERT !== undefined) {
    const { BYPULS_MQTT_HOST: host, BYPULS_MQTTS_PORT: port } = settings
    wanted.push({ name: 'BYPULS_MQTTS_PORT', host, port })
  }
  return Promise.all(
    wanted.map(async ({ name, host, port }) => {
      const problem = await cannotListen(host, port)
      if (problem === null) return good(name, `${host}:${port} is free`)
      return bad(
        name,
        `${host}:${port} cannot be listened on (${problem})`,
        remedyFor(problem, name),
      )
    }),
  )
}

/** Why a port cannot be listened on, by its code (`EADDRINUSE`, …), or null where it can. */
function cannotListen(host: string, port: number): Promise<string | null> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    server.listen({ host, port }, () => server.close(() => done(null)))
  })
}

/** What helps against a port that cannot be listened on. */
export function remedyFor(code: string, setting: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Another program uses it: stop that one, or choose another port in ${setting} (0 = any free one).`
    case 'EACCES':
      return `This user may not: choose a port above 1023 in ${setting}.`
    case 'EADDRNOTAVAIL':
      return `This machine has no such address: correct ${setting.replace('PORT', 'HOST')}.`
    default:
      return `Correct ${setting}.`
  }
}

import { readFileSync } from 'node:fs'
import type { Settings } from '../settings.js'
import { bad, type Check, good } from './check.js'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/** True where a listener would be reached from other machines. */
export function isOpen(host: string): boolean {
  return !LOOPBACK.has(host)
}

/** Nothing but loopback is listened on without TLS, and the certificate's files are there. */
export function checkNetwork(settings: Settings): Check[] {
  const { BYPULS_TLS_CERT: cert, BYPULS_TLS_KEY: key } = settings
  const open = isOpen(settings.BYPULS_HTTP_HOST) || isOpen(settings.BYPULS_MQTT_HOST)
  if (cert === undefined || key === undefined) {
    if (!open) return [good('tls', 'not needed: only this machine is listened to')]
    const detail = 'passwords and readings travel in the clear beyond this machine'
    return [bad('tls', detail, 'Set BYPULS_TLS_CERT and BYPULS_TLS_KEY, or listen on 127.0.0.1.')]
  }
  return [readable('BYPULS_TLS_CERT', cert), readable('BYPULS_TLS_KEY', key)]
}

function readable(name: string, file: string): Check {
  try {
    readFileSync(file)
    return good(name, file)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return bad(name, why, 'Name a PEM file that this user may read.')
  }
}

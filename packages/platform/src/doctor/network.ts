import { X509Certificate } from 'node:crypto'
import { readCertificate } from '../certificate.js'
import { isBrokerOutside, type Settings } from '../settings.js'
import { WorkFailed } from '../work-failed.js'
import { bad, type Check, good } from './check.js'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/** True where a listener would be reached from other machines. */
export function isOpen(host: string): boolean {
  return !LOOPBACK.has(host)
}

/** Nothing but loopback is listened on without TLS, and the certificate's files are there. */
export function checkNetwork(settings: Settings): Check[] {
  const { BYPULS_TLS_CERT: cert, BYPULS_TLS_KEY: key } = settings
  if (cert === undefined || key === undefined) {
    const mqtt = !isBrokerOutside(settings) && isOpen(settings.BYPULS_MQTT_HOST)
    const http = isOpen(settings.BYPULS_HTTP_HOST)
    if (!mqtt && !http) return [good('tls', 'not needed: only this machine is listened to')]
    if (!mqtt && isSafeAt(settings.BYPULS_PUBLIC_URL))
      return [good('tls', `what stands in front of it at ${settings.BYPULS_PUBLIC_URL} does it`)]
    const detail = 'passwords and readings travel in the clear beyond this machine'
    return [bad('tls', detail, 'Set BYPULS_TLS_CERT and BYPULS_TLS_KEY, or listen on 127.0.0.1.')]
  }
  return [usable({ cert, key })]
}

/** Whether people reach it by HTTPS, or only from the same machine. */
function isSafeAt(publicUrl: string | undefined): boolean {
  if (publicUrl === undefined) return false
  const { protocol, hostname } = new URL(publicUrl)
  return protocol === 'https:' || !isOpen(hostname)
}

function usable(files: { readonly cert: string; readonly key: string }): Check {
  try {
    const { validTo } = new X509Certificate(readCertificate(files).cert)
    const text = `${files.cert}, valid until ${new Date(validTo).toISOString().slice(0, 10)}`
    return Date.parse(validTo) > Date.now()
      ? good('tls', text)
      : bad('tls', text, 'Renew the certificate and start again.')
  } catch (error) {
    if (!(error instanceof WorkFailed)) throw error
    return bad('tls', error.message, error.remedy)
  }
}

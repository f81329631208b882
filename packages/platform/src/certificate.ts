import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { WorkFailed } from './work-failed.js'

/** PEM texts. */
export type Certificate = { readonly cert: string; readonly key: string }

/** Reads certificate and key and holds them together. Throws `WorkFailed` that names the setting. */
export function readCertificate(files: Certificate): Certificate {
  const cert = textOf('BYPULS_TLS_CERT', files.cert)
  const key = textOf('BYPULS_TLS_KEY', files.key)
  tried('BYPULS_TLS_CERT', files.cert, () => createSecureContext({ cert }))
  tried('BYPULS_TLS_KEY', files.key, () => createSecureContext({ cert, key }))
  return { cert, key }
}

function textOf(setting: string, file: string): string {
  return tried(setting, file, () => readFileSync(file, 'utf8'))
}

function tried<Answer>(setting: string, file: string, work: () => Answer): Answer {
  try {
    return work()
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new WorkFailed(
      `${setting}=${file}: cannot be used (${why})`,
      'Name PEM files that this user may read: a certificate and the key that belongs to it.',
      cause,
    )
  }
}

// Whether the process in this container answers: exit 0 or 1. Node's own image has no curl.
// biome-ignore lint/style/noProcessEnv: it stands beside the program, in its container, and asks where it listens.
const { BYPULS_HTTP_PORT = '3000', BYPULS_TLS_CERT } = process.env
const isTls = BYPULS_TLS_CERT !== undefined && BYPULS_TLS_CERT !== ''
const { get } = await import(isTls ? 'node:https' : 'node:http')
const url = `${isTls ? 'https' : 'http'}://127.0.0.1:${BYPULS_HTTP_PORT}/healthz`

// The certificate is for the name that people use, not for this address.
const asked = get(url, { rejectUnauthorized: false, timeout: 4_000 }, ({ statusCode }) => {
  process.exit(statusCode === 200 ? 0 : 1)
})
asked.on('timeout', () => asked.destroy(new Error('no answer within 4 s')))
asked.on('error', ({ message }) => {
  console.error(`${url}: ${message}`)
  process.exit(1)
})

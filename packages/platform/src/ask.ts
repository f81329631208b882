import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'

/** Asks over HTTP as `fetch` does. */
export type Ask = (url: string, init?: RequestInit) => Promise<Response>

/**
 * `fetch`, or where the platform speaks HTTPS one that trusts exactly its certificate, whoever signed it
 * and whatever host it is for: the commands ask the process on this machine, not a name.
 */
export function askTrusting(certificate: string | null): Ask {
  if (certificate === null) return fetch
  return (url, init = {}) =>
    new Promise((done, failed) => {
      const asked = request(
        url,
        {
          method: init.method ?? 'GET',
          headers: Object.fromEntries(new Headers(init.headers)),
          ca: certificate,
          allowPartialTrustChain: true,
          checkServerIdentity: () => undefined,
          ...(init.signal ? { signal: init.signal } : {}),
        },
        (answer) => {
          const status = answer.statusCode ?? 500
          const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [
            name,
            String(value),
          ])
          const isEmpty = status === 204 || status === 304
          done(new Response(isEmpty ? null : bodyOf(answer), { status, headers }))
        },
      )
      asked.once('error', failed)
      asked.end(init.body ?? undefined)
    })
}

function bodyOf(answer: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks = answer[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(body) {
      const next = await chunks.next()
      if (next.done) body.close()
      else body.enqueue(next.value)
    },
    cancel: () => void answer.destroy(),
  })
}

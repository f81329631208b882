/** What a route answers; `serve.ts` alone writes it. */
export type Answer =
  | {
      readonly kind: 'json'
      readonly status: number
      readonly body: unknown
    }
  | {
      /** JSON that is written already. */
      readonly kind: 'json-bytes'
      readonly bytes: Buffer
    }
  | {
      readonly kind: 'stream'
      readonly type: string
      /** With a name it is a file to keep. */
      readonly filename?: string
      readonly chunks: AsyncIterable<string | Uint8Array>
    }
  | {
      /** A file made for this answer; `dispose` is called when it has gone out or the client has. */
      readonly kind: 'file'
      readonly type: string
      readonly filename: string
      readonly path: string
      readonly dispose: () => Promise<void>
    }
  | {
      /** Server-Sent Events until the client goes away. */
      readonly kind: 'events'
      /** Starts sending; returns the way to stop. */
      readonly start: (send: (event: string, data: string) => void) => () => void
    }

export function json(body: unknown, status = 200): Answer {
  return { kind: 'json', status, body }
}

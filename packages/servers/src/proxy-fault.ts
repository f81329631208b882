/** What a proxy does with the connections through it. */
export type Fault =
  | { readonly kind: 'pass' }
  /** Every connection is reset, the open ones too. */
  | { readonly kind: 'refuse' }
  /** Connections are taken and nothing goes through; it goes on where it stopped once the fault ends. */
  | { readonly kind: 'stall' }
  /**
   * After so many more bytes to the server (0) nothing goes through a connection any more, and neither
   * side is told: it stays dead for good, as after a network that forgot it.
   */
  | { readonly kind: 'half-open'; readonly afterBytes?: number }
  /** A connection is reset in the middle of a request, or of an answer, after so many more bytes of it. */
  | { readonly kind: 'cut'; readonly of: 'request' | 'answer'; readonly afterBytes: number }
  /** Each piece is held for so long, or no more than so many bytes a second go through each way. */
  | { readonly kind: 'slow'; readonly latencyMs?: number; readonly bytesPerSecond?: number }
  /** HTTP: the proxy answers each request itself once it has it whole; the server hears nothing. */
  | {
      readonly kind: 'answer'
      readonly status: number
      /** Seconds, or a date as HTTP writes it. */
      readonly retryAfter?: string
      readonly body?: string
    }

/** An HTTP answer as it stands on the wire. */
export function toAnswer({ status, retryAfter, body = '' }: Fault & { kind: 'answer' }): string {
  return [
    `HTTP/1.1 ${status} Fault`,
    ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]),
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}

/**
 * Why a store did not take a write or answer a question.
 * `outage`: try again, after `retryAfterMs` where the store named it. `refused`: this batch can never
 * be stored; halve it. `misconfigured`: stop and alarm, nothing is wrong with the readings.
 */
export class StoreError extends Error {
  readonly kind: 'outage' | 'refused' | 'misconfigured'
  readonly retryAfterMs: number | undefined

  constructor(
    kind: 'outage' | 'refused' | 'misconfigured',
    message: string,
    options: { readonly cause?: unknown; readonly retryAfterMs?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'StoreError'
    this.kind = kind
    this.retryAfterMs = options.retryAfterMs
  }
}

import { PartialAnswerError } from '../store.js'
import { StoreError } from '../store-error.js'

/** Talks to one VictoriaMetrics. Every failure is a `StoreError`, or a `PartialAnswerError` to a question. */
export type Http = {
  /** Resolves once the server has taken the body. */
  send(url: string, body: string): Promise<void>
  /** The answer to a question, whole. */
  ask(url: string, form: Readonly<Record<string, string>>): Promise<string>
  get(url: string): Promise<string>
}

export type HttpOptions = {
  readonly token?: string
  readonly timeoutMs?: number
  /** Hears of every request that the server did not answer at all: it may have been restarted. */
  readonly onUnreachable?: () => void
}

const TIMEOUT_MS = 60_000

export function createHttp({ token, timeoutMs = TIMEOUT_MS, onUnreachable }: HttpOptions): Http {
  // Packing the answers would cost both sides more than the way between them.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' }
  if (token !== undefined) headers.authorization = `Bearer ${token}`

  async function request(url: string, kind: Kind, init: RequestInit): Promise<string> {
    try {
      const signal = AbortSignal.timeout(timeoutMs)
      const answer = await fetch(url, { ...init, headers: { ...headers, ...init.headers }, signal })
      const body = await answer.text()
      if (!answer.ok) throw failure(url, kind, answer, body)
      return body
    } catch (error) {
      if (error instanceof StoreError || error instanceof PartialAnswerError) throw error
      onUnreachable?.()
      throw unreachable(url, error)
    }
  }

  return {
    async send(url, body) {
      await request(url, 'write', { method: 'POST', body })
    },
    ask: (url, form) =>
      request(url, 'question', { method: 'POST', body: new URLSearchParams(form) }),
    get: (url) => request(url, 'figures', {}),
  }
}

type Kind = 'write' | 'question' | 'figures'

function failure(url: string, kind: Kind, answer: Response, body: string): Error {
  const { status } = answer
  const where = `VictoriaMetrics at ${new URL(url).host}`
  const words = body.trim().slice(0, 500)
  if (status === 401 || status === 403) {
    return misconfigured(`${where} answers ${status} to BYPULS_STORE_TOKEN: ${words}`)
  }
  if (status === 404 || words.includes('unsupported path requested')) {
    const path = new URL(url).pathname
    return misconfigured(`${where} has no ${path}: check BYPULS_STORE_URL (${status} ${words})`)
  }
  if (kind === 'question' && status === 503 && words.includes('vmstorage')) {
    return new PartialAnswerError(`${where} cannot answer in full, a part of it is away: ${words}`)
  }
  if (status >= 500 || status === 429 || status === 408) {
    const retryAfterMs = parseRetryAfter(answer.headers.get('retry-after'))
    const known = retryAfterMs === undefined ? {} : { retryAfterMs }
    return new StoreError('outage', `${where} answers ${status}: ${words}`, known)
  }
  if (kind === 'write' && /cannot (unmarshal|parse)/.test(words)) {
    return new StoreError('refused', `${where} answers ${status}: ${words}`)
  }
  return misconfigured(`${where} answers ${status}: ${words}`)
}

function misconfigured(message: string): StoreError {
  return new StoreError('misconfigured', message)
}

/** `fetch` tells why only in the cause of its error. */
function unreachable(url: string, error: unknown): StoreError {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const why = cause instanceof Error ? cause.message || cause.name : String(cause)
  const message = `VictoriaMetrics at ${new URL(url).host} does not answer: ${why}`
  return new StoreError('outage', message, { cause: error })
}

/** Seconds or a date (RFC 9110, section 10.2.3), as ms from now. */
function parseRetryAfter(text: string | null): number | undefined {
  if (text === null) return undefined
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

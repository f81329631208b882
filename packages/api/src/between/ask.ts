import { Agent, type IncomingMessage, request } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'

/** What is asked of another process. */
export type Question = {
  readonly method: 'GET' | 'POST'
  /** Below the other's URL. */
  readonly path: string
  readonly body?: Uint8Array
  /** How long the answer may take, ms. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export type Answered = { readonly status: number; readonly text: string }

/** The other process could not be reached, or stopped answering. */
export class UnreachableError extends Error {
  /** Whether the question may have arrived: it may not be asked of another process as if it had not. */
  readonly maySent: boolean

  constructor(message: string, options: { readonly maySent: boolean; readonly cause?: unknown }) {
    super(message, { cause: options.cause })
    this.name = 'UnreachableError'
    this.maySent = options.maySent
  }
}

/** A machine of one's own network that takes longer to say hello is away, ms. */
const CONNECT_MS = 2_000
/** Nothing that a process answers in one piece is larger. */
const MOST_BYTES = 64 * 1024 ** 2

/** Asks other processes over connections that are kept open. */
export function openAsk(secret: string) {
  // No limit: what waits for long (a verdict, a device that is followed) must not hold up the rest.
  const options = { keepAlive: true, maxFreeSockets: 32 }
  const [agent, tlsAgent] = [new Agent(options), new TlsAgent(options)]

  /** Begins a question; resolves with the answer's head. Rejects with `UnreachableError`. */
  function begin(url: string, question: Question): Promise<IncomingMessage> {
    const { method, path, body, timeoutMs, signal } = question
    const target = new URL(path, url)
    const secure = target.protocol === 'https:'
    return new Promise((resolve, reject) => {
      const outgoing = (secure ? tlsRequest : request)(target, {
        method,
        agent: secure ? tlsAgent : agent,
        headers: {
          authorization: `Bearer ${secret}`,
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/octet-stream', 'content-length': body.length }),
        },
        ...(signal === undefined ? {} : { signal }),
      })
      let connected = false
      const late = setTimeout(
        () => outgoing.destroy(new Error(`no connection within ${CONNECT_MS} ms`)),
        CONNECT_MS,
      )
      outgoing.on('socket', (socket) => {
        const ready = () => {
          connected = true
          clearTimeout(late)
        }
        if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', ready)
        else ready()
      })
      outgoing.setTimeout(timeoutMs, () =>
        outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)),
      )
      outgoing.on('response', resolve)
      outgoing.on('error', (cause) => {
        clearTimeout(late)
        reject(new UnreachableError(cause.message, { maySent: connected, cause }))
      })
      outgoing.end(body)
    })
  }

  return {
    begin,

    /** The whole answer. Rejects with `UnreachableError`. */
    async ask(url: string, question: Question): Promise<Answered> {
      const answer = await begin(url, question)
      const chunks: Buffer[] = []
      let bytes = 0
      try {
        for await (const chunk of answer) {
          chunks.push(chunk)
          bytes += chunk.length
          if (bytes > MOST_BYTES) throw new Error(`an answer of more than ${MOST_BYTES} bytes`)
        }
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause)
        throw new UnreachableError(why, { maySent: true, cause })
      }
      return { status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }
    },

    close(): void {
      agent.destroy()
      tlsAgent.destroy()
    },
  }
}

export type Ask = ReturnType<typeof openAsk>

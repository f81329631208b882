import type { Problem } from '@bypuls/model'

/** A request that failed, in the words of the server's problem+json where there was one. */
export class RequestError extends Error {
  readonly status: number
  readonly requestId: string | null
  readonly faults: readonly { readonly path: string; readonly message: string }[]

  constructor(message: string, options: RequestErrorOptions) {
    super(message, { cause: options.cause })
    this.name = 'RequestError'
    this.status = options.status
    this.requestId = options.requestId
    this.faults = options.faults ?? []
  }
}

type RequestErrorOptions = {
  /** 0: no answer at all. */
  status: number
  requestId: string | null
  faults?: Problem['errors']
  cause?: unknown
}

/** Query parameters; absent and empty ones are left out, lists are joined by commas. */
export type Params = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>

/** The path of an API request, e.g. `/api/v1/sites/x/energy?from=…`. The same text is what people copy. */
export function apiPath(path: string, params: Params = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    const text = Array.isArray(value) ? value.join(',') : value === undefined ? '' : String(value)
    if (text !== '') query.set(name, text)
  }
  const search = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return `/api/v1${path}${search ? `?${search}` : ''}`
}

/** Fetches JSON of a known shape (`@bypuls/model` contract). Rejects with `RequestError` alone. */
export async function getJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(path, {
      headers: { accept: 'application/json' },
      ...(signal ? { signal } : {}),
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new RequestError('no answer from the server', { status: 0, requestId: null, cause })
  }
  if (!response.ok) throw await toRequestError(response)
  return response.json()
}

async function toRequestError(response: Response): Promise<RequestError> {
  const problem: Partial<Problem> = await response.json().catch(() => ({}))
  return new RequestError(problem.detail ?? problem.title ?? response.statusText, {
    status: response.status,
    requestId: problem.requestId ?? response.headers.get('x-request-id'),
    faults: problem.errors,
  })
}

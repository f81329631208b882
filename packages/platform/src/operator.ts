import { resolve } from 'node:path'
import type { Problem } from '@bypuls/model'
import { type Ask, askTrusting } from './ask.js'
import { runningPlatform } from './control-file.js'
import { settingsOfProcess } from './environment.js'
import { openVisiting } from './visiting.js'
import { WorkFailed, WrongUse } from './work-failed.js'

/** Asks the platform's API as the operator. */
export type Operator = {
  readonly url: string
  get(path: string): Promise<unknown>
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>
  /** The bare answer, for streams. */
  open(path: string, init?: RequestInit): Promise<Response>
}

/**
 * Runs `work` with the API of the platform that runs on the data folder. Where none runs, one is opened
 * in this process for as long as the work takes, on ports of its own: so a command has one way to work.
 */
export async function withOperator<Answer>(
  work: (operator: Operator) => Promise<Answer>,
): Promise<Answer> {
  const settings = settingsOfProcess()
  const running = await runningPlatform(resolve(settings.BYPULS_DATA))
  if (running?.hasApi === true)
    return work(operatorAt(running.url, running.token, askTrusting(running.certificate)))

  const platform = await openVisiting(settings, { BYPULS_LOG: 'error' })
  try {
    return await work(operatorAt(platform.url, platform.operatorToken))
  } finally {
    await platform.close()
  }
}

/** For what only a running platform can tell. Rejects with `WorkFailed` where none runs. */
export async function withRunning(work: (operator: Operator) => Promise<void>): Promise<void> {
  const folder = resolve(settingsOfProcess().BYPULS_DATA)
  const running = await runningPlatform(folder)
  if (running?.hasApi !== true) {
    throw new WorkFailed(
      `BYPULS_DATA: no Bypuls runs on ${folder}${running === null ? '' : ' that has the API'}`,
      'Start it first (bypuls start), or name the folder of the one that runs in BYPULS_DATA.',
    )
  }
  await work(operatorAt(running.url, running.token, askTrusting(running.certificate)))
}

export function operatorAt(url: string, token: string, ask: Ask = fetch): Operator {
  const open = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    const answer = await ask(`${url}${path}`, { ...init, headers })
    if (!answer.ok) throw await refusal(answer, { path, body: init.body })
    return answer
  }
  return {
    url,
    open,
    get: async (path) => (await open(path)).json(),
    send: async (method, path, body) => {
      const answer = await open(path, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return answer.status === 204 ? null : answer.json()
    },
  }
}

type Asked = { readonly path: string; readonly body: RequestInit['body'] }

async function refusal(answer: Response, asked: Asked): Promise<Error> {
  const problem: Partial<Problem> = await answer.json().catch(() => ({}))
  const faults = (problem.errors ?? []).map((fault) => told(fault, asked.body))
  const title = problem.detail ?? problem.title ?? `the platform answered ${answer.status}`
  if (answer.status >= 500) {
    return new WorkFailed(
      title,
      `Look for request ${problem.requestId ?? '?'} in the platform's log.`,
    )
  }
  const where = answer.status === 404 ? ` (${decodeURI(asked.path.replace('/api/v1/', ''))})` : ''
  return new WrongUse(faults.length > 0 ? faults : [`${title}${where}`])
}

/** A fault with its field once, and the value that was given where the platform does not say it. */
function told(fault: { readonly path: string; readonly message: string }, body: Asked['body']) {
  const { path, message } = fault
  if (message.startsWith(`${path}: `)) return message
  const given = typeof body === 'string' ? valueAt(JSON.parse(body), path) : undefined
  const got =
    given === undefined || message.includes('got ') ? '' : `, got ${JSON.stringify(given)}`
  return `${path}: ${message}${got}`
}

function valueAt(body: unknown, path: string): unknown {
  let value = body
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.entries(value).find(([key]) => key === name)?.[1]
  }
  return value
}

import { resolve } from 'node:path'
import type { Problem } from '@bypuls/model'
import { type Ask, askTrusting } from './ask.js'
import { runningPlatform } from './control-file.js'
import { settingsOfProcess } from './environment.js'
import { openPlatform } from './platform.js'
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
  if (running !== null)
    return work(operatorAt(running.url, running.token, askTrusting(running.certificate)))

  const platform = await openPlatform(
    {
      ...settings,
      BYPULS_HTTP_HOST: '127.0.0.1',
      BYPULS_HTTP_PORT: 0,
      BYPULS_MQTT_HOST: '127.0.0.1',
      BYPULS_MQTT_PORT: 0,
      BYPULS_TLS_CERT: undefined,
      BYPULS_TLS_KEY: undefined,
      BYPULS_LOG: 'error',
    },
    { demo: null },
  )
  try {
    return await work(operatorAt(platform.url, platform.operatorToken))
  } finally {
    await platform.close()
  }
}

export function operatorAt(url: string, token: string, ask: Ask = fetch): Operator {
  const open = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    const answer = await ask(`${url}${path}`, { ...init, headers })
    if (!answer.ok) throw await refusal(answer)
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

async function refusal(answer: Response): Promise<Error> {
  const problem: Partial<Problem> = await answer.json().catch(() => ({}))
  const faults = (problem.errors ?? []).map((fault) => `${fault.path}: ${fault.message}`)
  const title = problem.detail ?? problem.title ?? `the platform answered ${answer.status}`
  if (answer.status >= 500) {
    return new WorkFailed(
      title,
      `Look for request ${problem.requestId ?? '?'} in the platform's log.`,
    )
  }
  return new WrongUse(faults.length > 0 ? faults : [title])
}

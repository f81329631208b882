import type { Outcome } from '@bypuls/ingest'
import type { RawMessage } from '@bypuls/model'
import type { ProcessRecord } from '@bypuls/registry'
import { HttpProblem } from '../problem.js'
import { type Question, UnreachableError } from './ask.js'
import { AcceptedShape, OutcomeShape } from './shapes.js'
import { answered, noneAnswers, noWorker, type Workers, whyOf } from './workers.js'

/** A commit takes milliseconds; a worker that needs longer is in trouble. */
const ACCEPT_MS = 10_000
/** A worker waits for the verdict for less than this, then says that there is none yet. */
const VERDICT_MS = 30_000

/**
 * Brings a message to the disk of one worker. Another one is tried where a worker cannot be reached, or
 * says that it has not taken it; not where it may have.
 */
export async function acceptRemotely(
  workers: Workers,
  message: RawMessage,
): Promise<{ readonly id: string }> {
  const question = acceptQuestion(message)
  const reasons: string[] = []
  for (const worker of workers.inTurn()) {
    try {
      return await acceptAt(workers, worker, question)
    } catch (error) {
      workers.report(worker, error)
      if (!(error instanceof UnreachableError) || error.maySent) throw notKnown(worker, error)
      reasons.push(`${worker.name}: ${error.message}`)
    }
  }
  throw reasons.length === 0 ? noWorker() : noneAnswers(reasons)
}

async function acceptAt(workers: Workers, worker: ProcessRecord, question: Question) {
  const { text } = answered(await workers.asking.ask(worker.url, question), worker)
  return { id: `${worker.name}:${AcceptedShape.parse(JSON.parse(text)).id}` }
}

function acceptQuestion({ payload, ...message }: RawMessage): Question {
  const query = new URLSearchParams({ ...message, receivedAt: String(message.receivedAt) })
  const path = `/internal/messages?${query}`
  return { method: 'POST', path, body: payload, timeoutMs: ACCEPT_MS }
}

/** Sending it again changes nothing where it had arrived. */
function notKnown(worker: ProcessRecord, error: unknown): HttpProblem {
  return new HttpProblem({
    status: 503,
    title: 'It is not known whether the message is on disk',
    detail: `${worker.name}: ${whyOf(error)}. Send it again: a second copy changes nothing.`,
    headers: { 'Retry-After': '5' },
  })
}

/** What became of a message that a worker has taken; waits until its readings are in the store. */
export async function verdictOf(
  workers: Workers,
  id: string,
  signal?: AbortSignal,
): Promise<Outcome> {
  const colon = id.lastIndexOf(':')
  const name = id.slice(0, colon)
  const path = `/internal/verdicts/${encodeURIComponent(id.slice(colon + 1))}`
  const question = {
    method: 'GET',
    path,
    timeoutMs: VERDICT_MS,
    ...(signal && { signal }),
  } as const
  for (;;) {
    const worker = workers.living().find((one) => one.name === name)
    if (worker === undefined) throw notRemembered(id)
    const answer = await workers.asking.ask(worker.url, question).catch((error: unknown) => {
      workers.report(worker, error)
      throw notRemembered(id)
    })
    if (answer.status === 204) continue
    if (answer.status !== 200) throw notRemembered(id)
    const outcome = OutcomeShape.parse(JSON.parse(answer.text))
    return { ...outcome, id }
  }
}

function notRemembered(id: string): HttpProblem {
  return new HttpProblem({
    status: 503,
    title: 'What became of the message is not known yet',
    detail: `Message ${id} is on disk; its device’s messages will show what became of it.`,
    more: { id },
  })
}

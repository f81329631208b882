import type { ProcessRecord } from '@bypuls/registry'
import type { z } from 'zod'
import { HttpProblem } from '../problem.js'
import { type Answered, openAsk, type Question, UnreachableError } from './ask.js'

/** As pino has it. */
export type BetweenLog = { warn(details: object, text: string): void }

export type WorkersDeps = {
  /** The living processes of the platform. */
  readonly processes: () => readonly ProcessRecord[]
  /** What they share, so that nobody else may ask. */
  readonly secret: string
  readonly logger: BetweenLog
  readonly now: () => number
}

/** One worker's part of an answer. */
export type Told<Value> = { readonly worker: string; readonly value: Value }

/** `missing`: workers whose part is not in it. */
export type ToldByAll<Value> = {
  readonly told: readonly Told<Value>[]
  readonly missing: readonly string[]
}

/** A worker that has been away for longer is taken for one that was taken down. */
const REMEMBERED_MS = 3_600_000
/** A worker that does not answer is one line in this time, however much is asked of it. */
const REPORT_EVERY_MS = 10_000

/** The ingest workers, as the process that asks them knows them. */
export function openWorkers({ processes, secret, logger, now }: WorkersDeps) {
  const asking = openAsk(secret)
  const seen = new Map<string, number>()
  const reported = new Map<string, number>()
  let turn = 0

  function living(): readonly ProcessRecord[] {
    const found = processes().filter(({ roles }) => roles.includes('ingest'))
    for (const { name } of found) seen.set(name, now())
    for (const [name, at] of seen) if (now() - at > REMEMBERED_MS) seen.delete(name)
    return found
  }

  /** Those that were here lately, and are not now. */
  function gone(): readonly string[] {
    const here = new Set(living().map(({ name }) => name))
    return [...seen.keys()].filter((name) => !here.has(name))
  }

  function report(worker: ProcessRecord, error: unknown): void {
    if (now() - (reported.get(worker.name) ?? 0) < REPORT_EVERY_MS) return
    reported.set(worker.name, now())
    logger.warn(
      { worker: worker.name, url: worker.url, err: error },
      'An ingest worker does not answer',
    )
  }

  return {
    living,
    asking,

    /** Each time another one first, so that they share the work. */
    inTurn(): readonly ProcessRecord[] {
      const all = living()
      turn += 1
      const first = all.length === 0 ? 0 : turn % all.length
      return [...all.slice(first), ...all.slice(0, first)]
    },

    /**
     * The same question to every worker; `only` may leave some out. Rejects with a 503 that names them
     * where none answers.
     */
    async askAll<Schema extends z.ZodType>(
      schema: Schema,
      question: (worker: string) => Question | null,
    ): Promise<ToldByAll<z.output<Schema>>> {
      const workers = living()
      if (workers.length === 0) throw noWorker()
      const told: Told<z.output<Schema>>[] = []
      const missing: string[] = [...gone()]
      const reasons: string[] = []
      await Promise.all(
        workers.map(async (worker) => {
          const asked = question(worker.name)
          if (asked === null) return
          try {
            const { text } = answered(await asking.ask(worker.url, asked), worker)
            told.push({ worker: worker.name, value: schema.parse(JSON.parse(text)) })
          } catch (error) {
            report(worker, error)
            missing.push(worker.name)
            reasons.push(`${worker.name}: ${whyOf(error)}`)
          }
        }),
      )
      if (told.length === 0 && reasons.length > 0) throw noneAnswers(reasons)
      return { told, missing: missing.sort() }
    },

    report,
    close: asking.close,
  }
}

export type Workers = ReturnType<typeof openWorkers>

/** Turns away what is no answer: another secret, a fault of the other process. */
export function answered(answer: Answered, worker: ProcessRecord): Answered {
  if (answer.status < 400) return answer
  const why =
    answer.status === 401
      ? `it refuses our BYPULS_SECRET: give every process the same one`
      : `it answers ${answer.status}`
  throw new UnreachableError(`${worker.name} at ${worker.url}: ${why}`, { maySent: false })
}

export function whyOf(error: unknown): string {
  return error instanceof UnreachableError ? error.message : 'its answer is not understood'
}

/** Nobody is there who could take or tell anything. */
export function noWorker(): HttpProblem {
  return new HttpProblem({
    status: 503,
    title: 'No ingest worker is there',
    detail:
      'No living process plays the role `ingest`. Start one (`bypuls start --roles ingest`) on the same ' +
      'registry, then try again.',
    headers: RETRY,
  })
}

/** Living workers, and none of them could be asked. */
export function noneAnswers(reasons: readonly string[]): HttpProblem {
  return new HttpProblem({
    status: 503,
    title: 'No ingest worker answers',
    detail: `${reasons.join('; ')}. See that each runs and can be reached at its BYPULS_PROCESS_URL.`,
    headers: RETRY,
  })
}

const RETRY = { 'Retry-After': '5' }

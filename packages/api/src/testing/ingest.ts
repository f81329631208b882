import type { LatestValue, LoggedMessage, Outcome } from '@bypuls/ingest'
import type { RawMessage } from '@bypuls/model'
import type { ApiIngest } from '../deps.js'
import { NOON } from './town.js'

/**
 * An ingest that reads `{"co2": number}` of alpha's box: a number is stored, anything else rejected.
 * Every message is on disk at once.
 */
export function createTestIngest(latest: ReadonlyMap<string, LatestValue>): ApiIngest {
  const outcomes: Outcome[] = []
  const listeners = new Set<(message: LoggedMessage) => void>()
  return {
    latest,
    async accept(message) {
      const outcome = interpret(message, String(outcomes.length + 1))
      outcomes.push(outcome)
      for (const listener of listeners) listener(toLogged(outcome))
      return { id: outcome.id }
    },
    async verdict(id) {
      const outcome = outcomes[Number(id) - 1]
      if (outcome === undefined) throw new Error(`no message ${id}`)
      return outcome
    },
    messages: {
      list: (organisation, device) =>
        outcomes
          .filter(({ message }) => message.organisation === organisation)
          .filter(({ message }) => message.device === device)
          .map(toLogged)
          .reverse(),
      follow(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    deadLetters: {
      list: ({ organisation, device, limit }) => ({
        items: outcomes
          .filter(
            ({ message }) => organisation === undefined || message.organisation === organisation,
          )
          .filter(({ message }) => device === undefined || message.device === device)
          .flatMap(toLetters)
          .slice(0, limit),
        next: null,
      }),
    },
    metrics: () => ({
      messages: { stored: outcomes.length, partly: 0, rejected: 0, refused: 0 },
      readingsStored: outcomes.length,
      rejected: new Map([['malformed', 3]]),
      spoolBytes: 4096,
      spoolOldestSeconds: 0,
      heldBackOrganisations: 2,
    }),
  }
}

function toLogged(outcome: Outcome): LoggedMessage {
  const { id, message } = outcome
  return { kind: 'message', id, outcome, bytes: message.payload.length }
}

function interpret(message: RawMessage, id: string): Outcome {
  const text = new TextDecoder().decode(message.payload)
  const value = Number(/"co2":(-?\d+)/.exec(text)?.[1])
  const point = `${message.organisation}-open.room-1.co2`
  if (Number.isFinite(value)) {
    const readings = [{ point, observedAt: NOON, value, flag: 'good' as const }]
    return { id, message, format: 'bypuls-json', readings, rejected: [] }
  }
  const detail = `expected a number, got ${text}`
  const rejected = [{ reason: 'malformed' as const, detail, path: 'co2' }]
  return { id, message, format: 'bypuls-json', readings: [], rejected }
}

function toLetters({ id, message, rejected }: Outcome) {
  return rejected.map(({ reason, detail, path }) => ({
    id: `${id}-0`,
    receivedAt: message.receivedAt,
    topic: message.topic,
    organisation: message.organisation,
    device: message.device,
    reason,
    detail,
    path: path ?? null,
    bytes: message.payload,
  }))
}

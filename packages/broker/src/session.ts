import type { Client } from 'aedes'
import type { Identity } from './bus.js'

/** One connection, from its CONNECT on. */
export type Session = {
  readonly client: Client
  /** As the client gave them, not to be trusted until `identity` is there. */
  readonly username: string | null
  readonly clientId: string
  readonly remoteAddress: string | null
  identity: Identity | null
  /** What its topics begin with; empty before it is known. */
  prefix: string
  /** A topic that passed the rules: devices repeat theirs. */
  allowedTopic: string
  /** Its credential is no longer good, or the broker is closing: nothing more is taken. */
  cut: boolean
  /** Messages handed on and not yet on disk. */
  pending: number
  pendingBytes: number
  /** Message ids to be acknowledged in the next write. */
  acknowledge: number[]
  /** aedes' callbacks of messages that have been handed on. */
  held: (() => void)[]
  /** Its socket holds bytes that are not read for now. */
  blocked: boolean
  /** Waits for the socket to take more. */
  draining: boolean
  /** Already in the list of sessions to flush. */
  queued: boolean
  refusedSubscriptions: number
}

/** A session at the moment of its CONNECT. */
export function createSession(
  client: Client,
  given: Pick<Session, 'username' | 'clientId' | 'remoteAddress'>,
): Session {
  return {
    client,
    ...given,
    identity: null,
    prefix: '',
    allowedTopic: '',
    cut: false,
    pending: 0,
    pendingBytes: 0,
    acknowledge: [],
    held: [],
    blocked: false,
    draining: false,
    queued: false,
    refusedSubscriptions: 0,
  }
}

/** A connection that never came to be. */
export const NOBODY: Attempter = {
  identity: null,
  username: null,
  clientId: '',
  remoteAddress: null,
}

/** Who a client is before it has said anything. */
export function strangerOf(client: Client): Attempter {
  return { ...NOBODY, remoteAddress: addressOf(client) }
}

/** Where a connection comes from; null where its stream does not say. */
export function addressOf({ conn }: Client): string | null {
  return 'remoteAddress' in conn ? (conn.remoteAddress ?? null) : null
}

/** Somebody who tries something, as far as it is known. */
export type Attempter = Pick<Session, 'identity' | 'username' | 'clientId' | 'remoteAddress'>

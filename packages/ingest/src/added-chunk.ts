import type { RawMessage } from '@bypuls/model'
import { encodeChunk } from './chunk.js'
import { type Chunk, lastOf } from './chunk-list.js'
import { holdersOf } from './shares.js'

/** A chunk on its way to disk, which has no segment yet. */
export type AddedChunk = { readonly chunk: Omit<Chunk, 'segment'>; readonly value: Buffer }

/** A damaged table costs this many messages at most; a commit takes as many chunks as it needs. */
const MESSAGES_PER_CHUNK = 64

/** Numbers messages from `first` on and makes chunks of them. */
export function toChunks(messages: readonly RawMessage[], first: number): AddedChunk[] {
  const added: AddedChunk[] = []
  for (let at = 0; at < messages.length; at += MESSAGES_PER_CHUNK) {
    const part = messages.slice(at, at + MESSAGES_PER_CHUNK)
    const value = encodeChunk(part)
    const holders = holdersOf(part)
    const chunk = { first: first + at, count: part.length, bytes: value.length, holders }
    added.push({ chunk, value })
  }
  return added
}

/** What they take on disk. */
export function bytesOf(chunks: readonly Pick<Chunk, 'bytes'>[]): number {
  return chunks.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** How many messages they hold. */
export function messagesIn(chunks: readonly Pick<Chunk, 'count'>[]): number {
  return chunks.reduce((sum, { count }) => sum + count, 0)
}

/** The last position of any of them, and at least this one. */
export function lastIn(chunks: readonly Omit<Chunk, 'segment'>[], atLeast: number): number {
  return Math.max(atLeast, ...chunks.map(lastOf))
}

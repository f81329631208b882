import { RejectionReason } from '@bypuls/model'
import { z } from 'zod'

const Bytes = z.codec(
  z.base64(),
  z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  {
    decode: (text) => new Uint8Array(Buffer.from(text, 'base64')),
    encode: (bytes) => Buffer.from(bytes).toString('base64'),
  },
)

const Message = z
  .object({
    organisation: z.string(),
    device: z.string(),
    topic: z.string(),
    payload: Bytes,
    receivedAt: z.number(),
  })
  .readonly()

const Reading = z
  .object({
    point: z.string(),
    observedAt: z.number(),
    value: z.number(),
    flag: z.enum(['good', 'suspect']),
  })
  .readonly()

const Rejection = z
  .object({ reason: RejectionReason, detail: z.string(), path: z.string().exactOptional() })
  .readonly()

/** What became of a message, as one process tells another. Times are epoch ms UTC, bytes are base64. */
export const OutcomeShape = z
  .object({
    id: z.string(),
    message: Message,
    format: z.string().nullable(),
    readings: z.array(Reading).readonly(),
    rejected: z.array(Rejection).readonly(),
  })
  .readonly()

/** What a broker turned away, as the processes tell one another. */
export const RefusalShape = z
  .object({
    at: z.number(),
    organisation: z.string().nullable(),
    device: z.string().nullable(),
    clientId: z.string(),
    remoteAddress: z.string().nullable(),
    action: z.enum(['connect', 'publish', 'subscribe']),
    topic: z.string().nullable(),
    reason: z.string(),
  })
  .readonly()

/** One line of a device's log. */
export const LoggedShape = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('message'),
      id: z.string(),
      outcome: OutcomeShape,
      bytes: z.number(),
    })
    .readonly(),
  z.object({ kind: z.literal('refused'), id: z.string(), refusal: RefusalShape }).readonly(),
])

/** A device's log, newest first. */
export const LogShape = z.object({ items: z.array(LoggedShape).readonly() })

/** A page of a worker's dead letters, newest first. */
export const LetterPageShape = z.object({
  items: z
    .array(
      z
        .object({
          id: z.string(),
          receivedAt: z.number(),
          topic: z.string(),
          organisation: z.string(),
          device: z.string(),
          reason: RejectionReason,
          detail: z.string(),
          path: z.string().nullable(),
          bytes: Bytes,
        })
        .readonly(),
    )
    .readonly(),
  next: z.string().nullable(),
})

/** An ingest's numbers since its start. */
export const FiguresShape = z.object({
  messages: z.object({
    stored: z.number(),
    partly: z.number(),
    rejected: z.number(),
    refused: z.number(),
  }),
  readingsStored: z.number(),
  rejected: z.codec(
    z.array(z.tuple([RejectionReason, z.number()])),
    z.custom<ReadonlyMap<RejectionReason, number>>((value) => value instanceof Map),
    {
      decode: (pairs) => new Map(pairs),
      encode: (map) => [...map],
    },
  ),
  spoolBytes: z.number(),
  spoolOldestSeconds: z.number(),
  // A worker of before it was told does not say it.
  heldBackOrganisations: z.number().default(0),
})

/** Whose message it is, and when it came in; the payload is the request's body. */
export const AcceptQuery = z.object({
  organisation: z.string(),
  device: z.string(),
  topic: z.string(),
  receivedAt: z.coerce.number(),
})

/** The spool's number of a message that is on disk. */
export const AcceptedShape = z.object({ id: z.string() })

/** Whose log. */
export const LogQuery = z.object({ organisation: z.string(), device: z.string() })

/** Which letters, and from which page on. */
export const LettersQuery = z.object({
  organisation: z.string().exactOptional(),
  device: z.string().exactOptional(),
  reason: RejectionReason.exactOptional(),
  from: z.coerce.number().exactOptional(),
  cursor: z.string().exactOptional(),
  limit: z.coerce.number().int().min(1).max(10_000),
})

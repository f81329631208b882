import type { Decoder } from '@bypuls/model'
import { bypulsJson } from './formats/bypuls-json.js'
import { chirpstackV4 } from './formats/chirpstack-v4.js'
import { senmlJson } from './formats/senml-json.js'
import { wmbusmeters } from './formats/wmbusmeters.js'

/** Every payload format there is. A new one is a file in `formats/` and a line here. */
export const decoders: readonly Decoder[] = [bypulsJson, chirpstackV4, senmlJson, wmbusmeters]

const byFormat: ReadonlyMap<string, Decoder> = new Map(
  decoders.map((decoder) => [decoder.format, decoder]),
)

/** The decoder of a format; undefined when there is none of that name. */
export function decoderByFormat(format: string): Decoder | undefined {
  return byFormat.get(format)
}

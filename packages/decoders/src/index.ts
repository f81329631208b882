export { decoderByFormat, decoders } from './formats.js'
export { MAX_PAYLOAD_BYTES } from './json-bytes.js'

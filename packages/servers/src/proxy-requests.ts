/** Counts HTTP requests in the bytes that a client sends; what is not HTTP counts nothing. */
export type RequestMeter = {
  /** Takes the next bytes; the requests whose head, and whose last byte, was among them. */
  take(bytes: Buffer): { readonly begun: number; readonly ended: number }
}

const HEAD_END = '\r\n\r\n'
const FIRST_LINE = /^[A-Z]+ \S+ HTTP\/1\.[01]\r\n/
const LONGEST_HEAD = 65_536

/** For one connection, from its first byte on. */
export function createRequestMeter(): RequestMeter {
  /** Of a head or of a chunk's size; bytes are told apart as latin1. */
  let text = ''
  let state: 'head' | 'body' | 'size' | 'chunk' | 'other' = 'head'
  let left = 0
  let begun = 0
  let ended = 0

  function end(): void {
    ended += 1
    state = 'head'
  }

  function takeHead(at: number): void {
    const head = text.slice(0, at + 2)
    text = text.slice(at + HEAD_END.length)
    if (!FIRST_LINE.test(head)) {
      state = 'other'
      return
    }
    begun += 1
    left = Number(/\r\ncontent-length: *(\d+)\r\n/i.exec(head)?.[1] ?? 0)
    if (/\r\ntransfer-encoding: *chunked\r\n/i.test(head)) state = 'size'
    else if (left > 0) state = 'body'
    else end()
  }

  function takeSize(at: number): void {
    left = Number.parseInt(text.slice(0, at), 16) + 2
    text = text.slice(at + 2)
    state = 'chunk'
  }

  function takeBytes(): void {
    const taken = Math.min(left, text.length)
    text = text.slice(taken)
    left -= taken
    if (left > 0) return
    if (state === 'body') end()
    else state = 'size'
  }

  /** One step; whether it got on. */
  function step(): boolean {
    if (state === 'body' || state === 'chunk') {
      if (text === '') return false
      takeBytes()
      return true
    }
    // The last chunk is `0`, perhaps with trailers, and an empty line.
    if (state === 'size' && text.startsWith('0\r\n')) {
      const at = text.indexOf(HEAD_END)
      if (at < 0) return false
      text = text.slice(at + HEAD_END.length)
      end()
      return true
    }
    const at = text.indexOf(state === 'head' ? HEAD_END : '\r\n')
    if (at < 0) return false
    if (state === 'head') takeHead(at)
    else takeSize(at)
    return true
  }

  return {
    take(bytes) {
      begun = 0
      ended = 0
      if (state === 'body' && bytes.length < left) {
        left -= bytes.length
        return { begun, ended }
      }
      if (state !== 'other') text += bytes.toString('latin1')
      while (state !== 'other' && step());
      if (state === 'head' && text.length > LONGEST_HEAD) state = 'other'
      if (state === 'other') text = ''
      return { begun, ended }
    },
  }
}

/** Tells how far long work is: one line that moves on a terminal, a plain line every 10 % elsewhere. */
export function progressLine(
  verb: string,
  out: { readonly isTTY?: boolean; write(text: string): unknown },
): (done: number, total: number) => void {
  let told = -1
  return (done, total) => {
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100)
    if (out.isTTY === true) {
      const filled = Math.round(percent / 5)
      out.write(`\r${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${percent} % ${verb}`)
      if (done >= total) out.write('\n')
      return
    }
    const step = Math.floor(percent / 10)
    if (step === told) return
    told = step
    out.write(`${percent} % ${verb} (${done} of ${total})\n`)
  }
}

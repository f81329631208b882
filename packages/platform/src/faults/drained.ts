/**
 * Waits until the spool holds nothing that the store has not; where devices go on sending, nothing that is
 * older than so many seconds.
 */
export async function drained(url: string, deadlineMs = 120_000, oldestSeconds = 0): Promise<void> {
  const until = Date.now() + deadlineMs
  while (Date.now() < until) {
    const metrics = await (await fetch(`${url}/metrics`)).text()
    const oldest = /^bypuls_spool_oldest_seconds (\S+)/m.exec(metrics)?.[1]
    if (oldest !== undefined && Number(oldest) <= oldestSeconds) return
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error('the spool was not drained in time')
}

/** What an ingest says of itself at `/metrics`, since it was started. */
export type WorkerMetrics = {
  /** Messages that became readings or dead letters; one that came twice counts twice. */
  readonly messages: number
  readonly stored: number
  /** Age of the oldest message that the store does not have. */
  readonly oldestSeconds: number
  readonly spoolBytes: number
}

export async function metricsAt(url: string): Promise<WorkerMetrics> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return {
    messages: sumOf(text, 'bypuls_messages_total'),
    stored: sumOf(text, 'bypuls_readings_stored_total'),
    oldestSeconds: sumOf(text, 'bypuls_spool_oldest_seconds'),
    spoolBytes: sumOf(text, 'bypuls_spool_bytes'),
  }
}

/** Over all labels; 0 where the metric is not there yet. */
function sumOf(text: string, name: string): number {
  const lines = text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))
  return [...lines].reduce((sum, [, value]) => sum + Number(value), 0)
}

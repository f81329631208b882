import type { BrokerRefusalsOptions } from './contract.js'

/** Hears from the broker's log what it turned away. */
export async function openBrokerRefusals(
  _options: BrokerRefusalsOptions,
): Promise<{ close(): Promise<void> }> {
  return { close: async () => undefined }
}

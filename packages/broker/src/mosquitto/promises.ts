import type { BrokerPromise, MosquittoBusOptions } from './contract.js'

/** What a broker's settings promise, as far as a client can tell; for `bypuls doctor`. */
export async function brokerPromises(
  _options: Pick<MosquittoBusOptions, 'url' | 'username' | 'password' | 'ca'>,
): Promise<readonly BrokerPromise[]> {
  return []
}

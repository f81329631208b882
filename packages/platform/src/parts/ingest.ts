import { decoderByFormat } from '@bypuls/decoders'
import { type Ingest, openIngest } from '@bypuls/ingest'
import type { Closing } from '../closing.js'
import { keepHeapLean } from '../lean-heap.js'
import { isBrokerOutside, retentionMs } from '../settings.js'
import type { Base } from './base.js'
import type { Tell } from './tell.js'

/** A broker of its own has acknowledged to the device already: nobody waits for these. */
const BROKER_COMMIT_SPACING_MS = 20

/** The way of a message to the disk and to the store; `publish` takes the live frames. */
export async function openIngestPart(
  base: Base,
  closing: Closing,
  given: { readonly tell: Tell; readonly publish: (topic: string, payload: string) => void },
): Promise<Ingest> {
  const { settings, registry } = base
  if (isBrokerOutside(settings)) keepHeapLean()
  const ingest = await openIngest({
    folder: base.folder.path,
    store: base.store,
    stored: given.tell.readings,
    deviceOf: (organisation, device) => registry.view().devices.get(`${organisation}/${device}`),
    decoderByFormat,
    publish: given.publish,
    log: base.logger,
    now: base.now,
    random: Math.random,
    maxSpoolBytes: settings.BYPULS_SPOOL_MAX_BYTES,
    // From a broker all come through one connection: one without acknowledgement holds up the others.
    fairShare: !isBrokerOutside(settings),
    ...(isBrokerOutside(settings) && { commitSpacingMs: BROKER_COMMIT_SPACING_MS }),
    ...retentionMs(settings),
  })
  closing.add(() => ingest.close())
  return ingest
}

/** Whether this worker, and no other, shows the devices what the broker turned away. */
export function showsRefusals({ registry, name }: Base): boolean {
  const workers = registry.cluster.processes().filter(({ roles }) => roles.includes('ingest'))
  const [first = name] = workers.map((worker) => worker.name).sort()
  return first === name
}

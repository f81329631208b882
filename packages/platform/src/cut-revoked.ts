import type { Bus } from '@bypuls/broker'
import type { Registry } from '@bypuls/registry'

/** Cuts a device's connections as soon as its credential is revoked or gone; returns the way to stop. */
export function cutRevoked(
  registry: Pick<Registry, 'view' | 'onChange'>,
  bus: Pick<Bus, 'disconnect'>,
): () => void {
  let before = registry.view().devices
  return registry.onChange(({ devices }) => {
    for (const [key, { organisation, name, state }] of before) {
      const now = devices.get(key)?.state
      if (state === 'active' && now !== 'active') bus.disconnect({ organisation, device: name })
    }
    before = devices
  })
}

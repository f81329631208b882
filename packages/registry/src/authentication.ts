import type { Attempts } from './attempts.js'
import { hashOf, isSecretOf, tokenPrefix } from './credentials.js'
import { isPasswordOf, passwordHashOf } from './device-password.js'
import type { Memory } from './memory/memory.js'
import type { Registry } from './registry.js'

type Authentication = Pick<Registry, 'authenticateDevice' | 'authenticateToken' | 'refusedUntil'>

/** Compared with when there is nobody of that name, so that names cannot be told by the time it takes. */
const NO_DEVICE = passwordHashOf('')
const NO_TOKEN = hashOf('')

/** Says who a credential belongs to, from memory alone. */
export function createAuthentication(deps: {
  readonly memory: () => Memory
  readonly attempts: Attempts
}): Authentication {
  const { memory, attempts } = deps
  const counted = (username: string, address: string | undefined) => `${username}\n${address ?? ''}`

  return {
    async authenticateDevice(username, password, address) {
      const name = counted(username, address)
      if (attempts.refusedUntil(name) !== null) return null

      const device = memory().view.devices.get(username)
      const isRight = isPasswordOf(memory().passwords.get(username) ?? NO_DEVICE, password)
      if (device?.state !== 'active' || !isRight) {
        attempts.failed(name)
        return null
      }
      attempts.succeeded(name)
      return { organisation: device.organisation, device: device.name }
    },

    async authenticateToken(token) {
      const record = memory().tokens.get(tokenPrefix(token) ?? '')
      if (!isSecretOf(record?.hash ?? NO_TOKEN, token) || record === undefined) return null
      return { organisation: record.organisation, write: record.write }
    },

    refusedUntil: (username, address) => attempts.refusedUntil(counted(username, address)),
  }
}

import { BrokerSettingError } from './broker-url.js'
import type { MqttCredential } from './contract.js'
import { hashForMosquitto, verifyMosquittoHash } from './hash.js'

type Login = { readonly username: string; readonly password: string }

const DEVICE = /^[a-z0-9-]{1,40}\/[a-z0-9-]{1,40}$/
const HASH = /^\$[67]\$[\w$+/=]+$/
/** No `/`, so that it can never be a device's; no `:`, which ends a name in a password file. */
const PLATFORM_USER = /^[\w.-]{1,60}$/

/** Throws `BrokerSettingError` for a platform user that the files cannot hold. */
export function checkPlatformLogin({ username, password }: Login): void {
  if (!PLATFORM_USER.test(username)) {
    throw new BrokerSettingError(
      `BYPULS_BROKER_USERNAME: "${username}" is not 1 to 60 of letters, digits, dot, - and _`,
    )
  }
  if (password === '') {
    throw new BrokerSettingError(
      'BYPULS_BROKER_PASSWORD: is not set, and no user may be without a password: set a long random one',
    )
  }
}

/** The devices' password file. A credential that is not one is left out: a line break in it would be a user that nobody made. */
export function passwordsText(credentials: Iterable<MqttCredential>): string {
  let text = ''
  for (const { username, hash } of credentials) {
    if (DEVICE.test(username) && HASH.test(hash)) text += `${username}:${hash}\n`
  }
  return text
}

/**
 * The platform's own password file, for a listener of its own. The line stays while its password is
 * the same (the salt is random), so that nothing changes when nothing has.
 */
export function platformText({ username, password }: Login, before: string): string {
  const line = before.trimEnd()
  const isKnown =
    line.startsWith(`${username}:`) &&
    verifyMosquittoHash(line.slice(username.length + 1), password)
  return `${isKnown ? line : `${username}:${hashForMosquitto(password)}`}\n`
}

/**
 * What a device may do: write below its own name, and read nothing. `state` is that of the other
 * files, by which the broker's `run` script sees that they are new.
 */
export function aclText(state: string): string {
  return [
    '# Written by Bypuls; changes made here are lost.',
    `# ${state}`,
    '# %u is the user name, <organisation>/<device>.',
    'pattern write %u/#',
    '',
  ].join('\n')
}

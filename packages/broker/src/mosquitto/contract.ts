import type { BusDeps, Refusal } from '../bus.js'

/** As pino has it. */
export type BrokerLog = {
  info(details: object, text: string): void
  warn(details: object, text: string): void
}

/** The way to a Mosquitto (or any MQTT 5 broker): devices are authenticated there, not here. */
export type MosquittoBusOptions = {
  /** `mqtt://host:1883` or `mqtts://host:8883`. */
  readonly url: string
  /** The platform's own user on that broker, which may read and write every topic. */
  readonly username: string
  readonly password: string
  /** PEM of who signed the broker's certificate, where that is nobody known. */
  readonly ca?: string
  /** This process's name: makes the client ids, which stay the same so that the broker keeps the session. */
  readonly name: string
  /** Several workers share this broker's messages (a shared subscription). */
  readonly shared: boolean
  /**
   * Takes the devices' messages; its `done` acknowledges. Null: this process follows only the platform's
   * own topics (`bypuls/…`).
   */
  readonly receive: BusDeps['receive'] | null
  /** A message below the device's own prefix whose topic is not one that we take; logged unless told. */
  readonly onRefused?: BusDeps['onRefused']
  readonly log: BrokerLog
  readonly now: () => number
}

/** A device's user name `<organisation>/<device>` and its hash as Mosquitto's password file has it. */
export type MqttCredential = { readonly username: string; readonly hash: string }

/** Keeps a Mosquitto's password file and ACL in step with the registry, one per broker. */
export type CredentialFilesOptions = {
  /** The folder that the broker reads; `passwords` and `acl` are rewritten in it, atomically. */
  readonly folder: string
  /** The platform's own user; its password is hashed into the file. */
  readonly platform: { readonly username: string; readonly password: string }
  /** Every credential that is good now. */
  readonly credentials: () => Iterable<MqttCredential>
  /** Calls back after each change of the credentials; returns the way to stop. */
  readonly onChange: (listener: () => void) => () => void
  readonly log: BrokerLog
}

export type CredentialFiles = {
  /** Resolves when the files hold what was known when it was called. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Hears from the broker's log what it turned away. */
export type BrokerRefusalsOptions = Pick<
  MosquittoBusOptions,
  'url' | 'username' | 'password' | 'ca' | 'name' | 'log' | 'now'
> & {
  readonly onRefused: (refusal: Refusal) => void
  /** Where the broker writes its log of everything (conf.d/refusals); it need not be there. */
  readonly logFile?: string
}

/** One promise that a broker's settings do or do not keep, for `bypuls doctor`. */
export type BrokerPromise =
  | { readonly ok: true; readonly detail: string }
  | { readonly ok: false; readonly detail: string; readonly remedy: string }

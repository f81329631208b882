import { BrokerSettingError } from '@bypuls/broker'
import { SpoolError } from '@bypuls/ingest'
import { NameTakenError, NewerRegistryError, RegistryUnavailableError } from '@bypuls/registry'
import { StoreError } from '@bypuls/stores'
import { remedyFor } from './doctor/ports.js'
import { WorkFailed, WrongUse } from './work-failed.js'

/** Turns what can stop a start into a message that names the cause and the remedy; a bug stays one. */
export function toWorkFailed(error: unknown): unknown {
  if (error instanceof StoreError || error instanceof SpoolError) {
    return new WorkFailed(error.message, 'Then start again; nothing acknowledged is lost.', error)
  }
  if (error instanceof NewerRegistryError) {
    return new WorkFailed(error.message, 'Nothing was changed.', error)
  }
  if (error instanceof RegistryUnavailableError) {
    return new WorkFailed(error.message, error.remedy, error)
  }
  if (error instanceof NameTakenError) {
    return new WorkFailed(error.message, 'The other process goes on; nothing was changed.', error)
  }
  if (error instanceof BrokerSettingError) return new WrongUse([error.message])
  return error
}

/** Opens a listener; where its port cannot be had, names its setting, its address and what to do. */
export async function listening<Opened>(
  at: { readonly setting: string; readonly host: string; readonly port: number },
  open: () => Promise<Opened>,
): Promise<Opened> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && error.syscall === 'listen')) throw error
    const code = 'code' in error ? String(error.code) : error.message
    const port = 'port' in error ? Number(error.port) : at.port
    const setting = port === at.port ? at.setting : 'BYPULS_MQTTS_PORT'
    const text = `${setting}: ${at.host}:${port} cannot be listened on (${code})`
    throw new WorkFailed(text, remedyFor(code, setting), error)
  }
}

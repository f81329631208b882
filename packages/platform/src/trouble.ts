import { SpoolError } from '@bypuls/ingest'
import { NewerRegistryError } from '@bypuls/registry'
import { StoreError } from '@bypuls/stores'
import { remedyFor } from './doctor/ports.js'
import { WorkFailed } from './work-failed.js'

/** Turns what can stop a start into a message that names the cause and the remedy; a bug stays one. */
export function toWorkFailed(error: unknown): unknown {
  if (error instanceof StoreError || error instanceof SpoolError) {
    return new WorkFailed(error.message, 'Then start again; nothing acknowledged is lost.', error)
  }
  if (error instanceof NewerRegistryError) {
    return new WorkFailed(error.message, 'Nothing was changed.', error)
  }
  if (error instanceof Error && 'syscall' in error && error.syscall === 'listen') {
    const code = 'code' in error ? String(error.code) : error.message
    const port = 'port' in error ? Number(error.port) : 0
    const setting = settingOf(port)
    return new WorkFailed(
      `port ${port} cannot be listened on (${code})`,
      remedyFor(code, setting),
      error,
    )
  }
  return error
}

/** The defaults tell which setting a port most likely came from. */
function settingOf(port: number): string {
  if (port === 8883) return 'BYPULS_MQTTS_PORT'
  return port === 1883 ? 'BYPULS_MQTT_PORT' : 'BYPULS_HTTP_PORT'
}

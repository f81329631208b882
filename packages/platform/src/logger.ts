import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Settings } from './settings.js'

/** JSON lines on stdout; readable lines on a terminal. Nothing secret passes: headers are left out. */
export function createLogger(level: Settings['BYPULS_LOG']): Logger {
  const options = {
    level,
    redact: ['password', 'token', 'authorization', 'req.headers.authorization'],
  }
  return process.stdout.isTTY
    ? pino(options, pretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }))
    : pino(options)
}

import { type Logger, pino } from 'pino'

export type { Logger }

/** Structured log on standard output; secrets in request headers are never written. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['req.headers.authorization', 'req.headers.cookie', 'req.headers["x-api-key"]'], censor: '***' },
  })
}

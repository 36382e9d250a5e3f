import { type Logger, pino } from 'pino'

export type { Logger }

/**
 * Structured log, one JSON object a line, to standard output or to `file`; secrets in request headers are never written.
 */
export function createLogger(level: string, file?: string): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['req.headers.authorization', 'req.headers.cookie', 'req.headers["x-api-key"]'],
        censor: '***',
      },
    },
    pino.destination({ dest: file ?? 1, sync: true, mkdir: true }),
  )
}

import { type Logger, pino } from 'pino'
import { pathForLog } from './path-for-log.ts'

export type { Logger }

type LoggedRequest = { method: string; url: string; host?: string; ip?: string }

/**
 * Structured log, one JSON object a line, to standard output or to `file`; secrets in addresses and headers of requests are never
 * written.
 */
export function createLogger(level: string, file?: string): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: {
        req: (request: LoggedRequest) => ({
          method: request.method,
          url: pathForLog(request.url),
          host: request.host,
          remoteAddress: request.ip,
        }),
      },
      redact: {
        paths: ['req.headers.authorization', 'req.headers.cookie', 'req.headers["x-api-key"]'],
        censor: '***',
      },
    },
    pino.destination({ dest: file ?? 1, sync: true, mkdir: true }),
  )
}

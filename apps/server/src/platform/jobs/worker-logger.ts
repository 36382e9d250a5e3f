import { Logger as WorkerLogger } from 'graphile-worker'
import type { Logger } from '../logging.ts'

const LEVEL = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const

/** The queue's messages in our log, one level quieter: a task taken and finished is no news. */
export function workerLogger(log: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    log[LEVEL[level as keyof typeof LEVEL] ?? 'debug']({ queue: meta }, message)
  })
}

import type { Clock } from './clock.ts'
import type { Config } from './config/config-schema.ts'
import type { Settings } from './config/settings.ts'
import type { Db } from './database/open-database.ts'
import type { Tokens } from './guard/tokens.ts'
import type { LiveHub } from './live/live-hub.ts'
import type { Logger } from './logging.ts'
import type { PdfPrinter } from './pdf/pdf-printer.ts'
import type { Seal } from './seal.ts'

/** What every domain stands on; made once at the start and handed down. */
export type Platform = {
  config: Config
  settings: Settings
  db: Db
  /** connection URL of the database, for parts that hold connections of their own */
  databaseUrl: string
  clock: Clock
  log: Logger
  seal: Seal
  tokens: Tokens
  live: LiveHub
  pdf: PdfPrinter
  /** addresses of this instance, known once it listens */
  addresses: { port: number; ocsPort: number | undefined }
  /** decimals of the currency's minor unit */
  decimals: number
}

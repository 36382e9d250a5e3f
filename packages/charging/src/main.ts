import { runCharging } from './run-charging.ts'

/** `node packages/charging/src/main.ts` */
try {
  await runCharging(process.env)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

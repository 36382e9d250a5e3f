export { runCharging } from './run-charging.ts'
export { type ChargingEngine, type ChargingOptions, startCharging } from './start-charging.ts'

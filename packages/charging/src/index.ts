export { type ChargingEngine, type ChargingOptions, startCharging } from './start-charging.ts'

import { type Module, outcome } from './module.ts'

/** Answers `pong`. */
export const pingModule: Module = async (args) => outcome({ changed: false, ping: args.get('data') ?? 'pong' })

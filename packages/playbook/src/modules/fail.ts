import { failure, type Module } from './module.ts'

/** Fails with a message. */
export const failModule: Module = async (args) => failure(args.get('msg') ?? 'Failed as requested from task')

import { assertModule } from './assert.ts'
import { commandModule } from './command.ts'
import { debugModule } from './debug.ts'
import { failModule } from './fail.ts'
import { includeVarsModule } from './include-vars.ts'
import type { Module } from './module.ts'
import { setFactModule } from './set-fact.ts'
import { slurpModule } from './slurp.ts'
import { templateModule } from './template.ts'
import { uriModule } from './uri.ts'

/** Every module by its short name. `include_tasks` is not among them: the engine itself does that. */
export const modules: Record<string, Module> = Object.assign(Object.create(null) as Record<string, Module>, {
  assert: assertModule,
  command: commandModule,
  debug: debugModule,
  fail: failModule,
  include_vars: includeVarsModule,
  set_fact: setFactModule,
  slurp: slurpModule,
  template: templateModule,
  uri: uriModule,
})

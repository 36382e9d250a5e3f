import { assertModule } from './assert.ts'
import { blockinfileModule } from './blockinfile.ts'
import { commandModule } from './command.ts'
import { copyModule } from './copy.ts'
import { debugModule } from './debug.ts'
import { failModule } from './fail.ts'
import { fileModule } from './file.ts'
import { findModule } from './find.ts'
import { getUrlModule } from './get-url.ts'
import { includeVarsModule } from './include-vars.ts'
import { lineinfileModule } from './lineinfile.ts'
import { mailModule } from './mail.ts'
import type { ModuleEntry } from './module.ts'
import { pauseModule } from './pause.ts'
import { pingModule } from './ping.ts'
import { replaceModule } from './replace.ts'
import { scriptModule } from './script.ts'
import { setFactModule } from './set-fact.ts'
import { setStatsModule } from './set-stats.ts'
import { setupModule } from './setup.ts'
import { shellModule } from './shell.ts'
import { slurpModule } from './slurp.ts'
import { statModule } from './stat.ts'
import { tempfileModule } from './tempfile.ts'
import { templateModule } from './template.ts'
import { uriModule } from './uri.ts'
import { waitForModule } from './wait-for.ts'

const owners = ['owner', 'group', 'attributes', 'attr', 'seuser', 'serole', 'selevel', 'setype', 'unsafe_writes']
const connections = ['unix_socket', 'use_gssapi', 'ciphers', 'use_netrc']

/** Every module by its short name. Includes, imports and `meta` are not among them: the engine itself does those. */
export const modules: Record<string, ModuleEntry> = Object.assign(Object.create(null) as Record<string, ModuleEntry>, {
  assert: { run: assertModule, inCheck: 'runs', unrendered: ['that'] },
  blockinfile: { run: blockinfileModule, inCheck: 'runs', foreign: [...owners, 'validate'] },
  command: { run: commandModule, inCheck: 'skipped', foreign: ['strip_empty_ends'] },
  copy: { run: copyModule, inCheck: 'runs', foreign: [...owners, 'validate', 'decrypt', 'local_follow'] },
  debug: { run: debugModule, inCheck: 'runs' },
  fail: { run: failModule, inCheck: 'runs' },
  file: { run: fileModule, inCheck: 'runs', foreign: owners },
  find: { run: findModule, inCheck: 'runs', foreign: ['contains', 'read_whole_file', 'age_stamp'] },
  gather_facts: { run: setupModule, inCheck: 'runs' },
  get_url: { run: getUrlModule, inCheck: 'skipped', foreign: [...owners, ...connections] },
  include_vars: { run: includeVarsModule, inCheck: 'runs' },
  lineinfile: { run: lineinfileModule, inCheck: 'runs', foreign: [...owners, 'validate'] },
  mail: { run: mailModule, inCheck: 'skipped' },
  pause: { run: pauseModule, inCheck: 'runs' },
  ping: { run: pingModule, inCheck: 'runs' },
  replace: { run: replaceModule, inCheck: 'runs', foreign: [...owners, 'validate', 'encoding'] },
  script: { run: scriptModule, inCheck: 'skipped', foreign: ['decrypt'] },
  set_fact: { run: setFactModule, inCheck: 'runs' },
  set_stats: { run: setStatsModule, inCheck: 'runs' },
  setup: { run: setupModule, inCheck: 'runs', foreign: ['fact_path'] },
  shell: { run: shellModule, inCheck: 'skipped', unrendered: ['_raw_params', 'cmd'] },
  slurp: { run: slurpModule, inCheck: 'runs' },
  stat: { run: statModule, inCheck: 'runs' },
  tempfile: { run: tempfileModule, inCheck: 'runs' },
  template: {
    run: templateModule,
    inCheck: 'runs',
    foreign: [
      ...owners,
      'validate',
      'variable_start_string',
      'variable_end_string',
      'block_start_string',
      'block_end_string',
      'comment_start_string',
      'comment_end_string',
      'output_encoding',
      'lstrip_blocks',
      'trim_blocks',
      'newline_sequence',
    ],
  },
  uri: { run: uriModule, inCheck: 'skipped', foreign: [...connections, ...owners, 'ca_path'] },
  wait_for: { run: waitForModule, inCheck: 'skipped', foreign: ['active_connection_states', 'exclude_hosts'] },
} satisfies Record<string, ModuleEntry>)

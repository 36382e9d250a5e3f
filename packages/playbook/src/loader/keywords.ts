/** Keywords of a task that are no module. */
export const taskKeywords = new Set([
  'name',
  'when',
  'loop',
  'loop_control',
  'register',
  'ignore_errors',
  'failed_when',
  'changed_when',
  'until',
  'retries',
  'delay',
  'vars',
  'args',
  'tags',
  'environment',
  'no_log',
  'check_mode',
  'module_defaults',
  'notify',
  'listen',
  'timeout',
  'delegate_to',
  'action',
  'local_action',
])

export const blockKeywords = new Set([
  'name',
  'block',
  'rescue',
  'always',
  'when',
  'vars',
  'ignore_errors',
  'tags',
  'environment',
  'no_log',
  'check_mode',
  'module_defaults',
  'timeout',
  'delegate_to',
])

export const playKeywords = new Set([
  'name',
  'hosts',
  'vars',
  'vars_files',
  'pre_tasks',
  'roles',
  'tasks',
  'post_tasks',
  'handlers',
  'gather_facts',
  'ignore_errors',
  'tags',
  'environment',
  'no_log',
  'check_mode',
  'module_defaults',
  'timeout',
])

/** Keywords that may stand on a task, a block or a play and have no effect on localhost. */
export const harmlessKeywords = new Set([
  'any_errors_fatal',
  'become_exe',
  'become_flags',
  'become_method',
  'become_user',
  'collections',
  'connection',
  'debugger',
  'delegate_facts',
  'diff',
  'gather_subset',
  'gather_timeout',
  'ignore_unreachable',
  'max_fail_percentage',
  'order',
  'port',
  'remote_user',
  'run_once',
  'serial',
  'throttle',
])

/** Keywords with an effect that only the real Ansible has; a play that sets one is not run in process. */
export const foreignKeywords = new Set([
  'async',
  'become',
  'fact_path',
  'force_handlers',
  'poll',
  'strategy',
  'vars_prompt',
])

/** Keywords that people put inside the module's arguments; they belong to the task. */
export const strayKeywords = new Set([
  'when',
  'register',
  'ignore_errors',
  'failed_when',
  'changed_when',
  'loop',
  'with_items',
  'until',
  'retries',
  'delay',
])

/** The values with which a foreign keyword changes nothing. */
export function hasNoEffect(keyword: string, value: unknown): boolean {
  if (value === null || value === false || value === 'no' || value === 'false' || value === 0) return true
  if (Array.isArray(value)) return value.length === 0
  // `poll` says nothing without `async`, which is refused itself
  if (keyword === 'poll') return true
  return keyword === 'strategy' && ['linear', 'free', 'ansible.builtin.linear'].includes(String(value))
}

const thisMachine = /^(localhost|127\.0\.0\.1|::1|\{\{\s*inventory_hostname\s*\}\})$/

/** Whether `delegate_to` names this machine, where every task runs anyway. */
export const isThisMachine = (host: unknown): boolean =>
  host === undefined || host === null || (typeof host === 'string' && thisMachine.test(host.trim()))

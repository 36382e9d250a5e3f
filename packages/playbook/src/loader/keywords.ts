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
])

/** Keywords that may stand on a task, a block or a play and have no effect on localhost. */
export const harmlessKeywords = new Set([
  'any_errors_fatal',
  'become_exe',
  'become_flags',
  'become_method',
  'become_user',
  'check_mode',
  'collections',
  'connection',
  'debugger',
  'diff',
  'ignore_unreachable',
  'no_log',
  'port',
  'remote_user',
  'run_once',
  'tags',
  'throttle',
])

/** Keywords with an effect that only the real Ansible has; a play that sets one is not run in process. */
export const foreignKeywords = new Set([
  'async',
  'become',
  'delegate_facts',
  'delegate_to',
  'environment',
  'fact_path',
  'force_handlers',
  'gather_facts',
  'handlers',
  'local_action',
  'action',
  'max_fail_percentage',
  'module_defaults',
  'notify',
  'listen',
  'order',
  'poll',
  'roles',
  'serial',
  'strategy',
  'timeout',
  'vars_files',
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
  if (value === null || value === false || value === 'no' || value === 'false') return true
  if (keyword === 'delegate_to') return value === 'localhost' || value === '127.0.0.1'
  if (Array.isArray(value)) return value.length === 0
  return keyword === 'strategy' && value === 'linear'
}

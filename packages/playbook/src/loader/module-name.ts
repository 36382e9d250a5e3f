/** The name under which a module is known here: without `ansible.builtin.`, and `mail` for its collection's long name. */
export const moduleName = (written: string): string =>
  written.replace(/^ansible\.(builtin|legacy)\./, '').replace(/^community\.general\.mail$/, 'mail')

/** What the engine does itself, with no module behind it. */
export const engineActions = new Set([
  'include_tasks',
  'import_tasks',
  'include',
  'include_role',
  'import_role',
  'meta',
])

/** Replaced by the tasks of a file when a playbook is read. */
export const staticImports = new Set(['import_tasks', 'import_role'])

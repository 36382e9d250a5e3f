import type { Dict, Value } from '../python/values.ts'

export type Position = { file: string; line: number; column: number }

/** What a task, a block or a play hands down to the tasks within it. */
export type Inheritance = {
  when: Value[]
  vars: Dict
  ignoreErrors: Value | undefined
  tags: Value[]
  /** dicts, or templates that give some; later ones win */
  environment: Value[]
  noLog: Value | undefined
  checkMode: Value | undefined
  /** arguments by the short name of their module */
  moduleDefaults: Dict | undefined
  /** seconds */
  timeout: Value | undefined
}

export type Task = Inheritance & {
  kind: 'task'
  name: string | undefined
  /** without `ansible.builtin.` */
  module: string
  args: Dict
  loop: Value | undefined
  /** the lookup of `with_...`, such as "items" */
  loopWith: string | undefined
  loopControl: Dict
  register: string | undefined
  failedWhen: Value[] | undefined
  changedWhen: Value[] | undefined
  until: Value[] | undefined
  retries: Value
  delay: Value
  notify: Value[]
  /** topics that a handler answers to besides its name */
  listen: Value[]
  delegateTo: Value | undefined
  /** what of it only the real Ansible knows */
  lacks: string[]
  at: Position
}

/** A role that tasks belong to: where its files lie, and what its `defaults` folder says. */
export type Role = { name: string; path: string; defaults: Dict }

export type Block = Inheritance & {
  kind: 'block'
  name: string | undefined
  tasks: Step[]
  rescue: Step[]
  always: Step[]
  /** set on what a role brought in */
  role?: Role
  at: Position
}

export type Step = Task | Block

export type Play = {
  file: string
  name: string
  hosts: Value
  /** what the play hands down; its `vars` are in `vars` */
  inherited: Inheritance
  vars: Dict
  /** `vars` and `defaults` of the roles that the play names, which all its tasks see */
  roleVars: Dict
  defaults: Dict
  varsFiles: Value[]
  gatherFacts: Value | undefined
  roles: Value[]
  /** pre_tasks, tasks with the roles before them, post_tasks; handlers run after each */
  sections: Step[][]
  handlers: Step[]
  /** keywords that only the real Ansible knows what to do with */
  unsupported: string[]
  at: Position
}

/** `import_playbook`, as it stands in a playbook. */
export type PlaybookImport = { importPlaybook: Value; inherited: Inheritance; at: Position }

/** All steps of a play in the order of their sections; handlers are none of them. */
export const stepsOf = (play: Play): Step[] => play.sections.flat()

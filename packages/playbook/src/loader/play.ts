import type { Dict, Value } from '../python/values.ts'

export type Position = { file: string; line: number; column: number }

/** What a task or a block hands down to the tasks within it. */
export type Inheritance = { when: Value[]; vars: Dict; ignoreErrors: Value | undefined }

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
  at: Position
}

export type Block = Inheritance & {
  kind: 'block'
  name: string | undefined
  tasks: Step[]
  rescue: Step[]
  always: Step[]
  at: Position
}

export type Step = Task | Block

export type Play = {
  file: string
  name: string
  hosts: Value
  vars: Dict
  steps: Step[]
  /** keywords that only the real Ansible knows what to do with */
  unsupported: string[]
}

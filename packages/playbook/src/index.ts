export { createAnsibleEngine } from './ansible/ansible-engine.ts'
export { layOutJobFolder } from './ansible/job-folder.ts'
export { describePlay } from './engine/describe-play.ts'
export { createNativeEngine } from './engine/native-engine.ts'
export type {
  PlaybookEngine,
  PlaybookOutcome,
  PlaybookRun,
  PlayDescription,
  TaskEvent,
  TaskStatus,
} from './engine.ts'
export { PlaybookError, type PlaybookErrorKind } from './playbook-error.ts'

export { createAnsibleEngine } from './ansible/ansible-engine.ts'
export { layOutJobFolder } from './ansible/job-folder.ts'
export { type DryRun, dryRun, type Sample, type WouldRequest } from './dry-run/dry-run.ts'
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
export type { LintFinding, LintRule } from './lint/finding.ts'
export { type LintOptions, lintPlaybook } from './lint/lint-playbook.ts'
export { PlaybookError, type PlaybookErrorKind } from './playbook-error.ts'

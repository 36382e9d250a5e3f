/** What a play is, before it runs. */
export type PlayDescription = {
  play: string
  /** the play's name */
  description: string
  /** tasks in the file, those inside block, rescue and always included */
  taskCount: number
  /** modules, keywords and filters that the engine in process does not have */
  unsupportedModules: string[]
}

/** 0 done, 1 running, 2 failed, 3 failed and ignored. */
export type TaskStatus = 0 | 1 | 2 | 3

export type TaskEvent = {
  /** counts from 1 */
  number: number
  name: string
  status: TaskStatus
  startedAt: Date
  finishedAt: Date | null
  /** as it is; the caller takes secrets out */
  result: unknown
  /** registered results and set facts after this task; what `interrupted` takes after a crash */
  facts: Record<string, unknown>
}

export type PlaybookOutcome = {
  status: 'success' | 'failed'
  /** the task that failed first, with its message */
  failedTask?: string
  message?: string
  /** set when the playbook could not be run, or could not be read to its end */
  fatal?: { exitCode: number; stdout: string; stderr: string; causes: string[] }
}

export type PlaybookRun = {
  playsDir: string
  /** the name without `.yaml` */
  play: string
  /** extra variables; they win over set_fact. Their texts are data, never templates. */
  variables: Record<string, unknown>
  /** what include_vars of ../../crm_config.yaml gives, wherever playsDir lies */
  effectiveConfig: Record<string, unknown>
  /** asked before each task; overrides extra variables of the same names, so that long jobs keep a valid token */
  freshVariables?: () => Promise<Record<string, unknown>>
  /** extra headers for a uri request; what the play itself sets wins. `item` is 0 outside loops */
  requestHeaders?: (request: { url: string; method: string; task: number; item: number }) => Record<string, string>
  /**
   * Asked before anything is sent: refuses an address by throwing an error whose message is a sentence. `method` is that of a
   * uri request; other modules have none.
   */
  checkAddress?: (url: URL, method?: string) => Promise<void>
  /** the clock of `date` commands, `lookup('pipe', 'date ...')` and event times */
  now: () => Date
  /** called and awaited when a task starts (status 1) and when it ends */
  onEvent: (event: TaskEvent) => Promise<void>
  /** stops the run where it stands: `run` then rejects with the signal's reason and nothing is rolled back */
  signal: AbortSignal
  taskTimeoutMs: number
  /** types of templates as in ansible-core 2.19 and later */
  nativeTypes?: boolean
  /** only tasks with one of these tags run; none given: all but those tagged `never` */
  tags?: string[]
  skipTags?: string[]
  /** says what would change and changes nothing, as `--check` does */
  check?: boolean
  /** folders besides temporary ones and the plays' own that file modules in process may use */
  fileRoots?: string[]
  /** the worker before died: only the rescue section of the play runs, with these facts; events count from 1 again */
  interrupted?: {
    facts: Record<string, unknown>
    /** why, when it is not that the worker died; a sentence without its full stop */
    reason?: string
  }
}

export type PlaybookEngine = {
  name: 'native' | 'ansible'
  /** Runs a playbook to its end. Rejects only when `signal` aborts or `onEvent` rejects. */
  run: (job: PlaybookRun) => Promise<PlaybookOutcome>
}

import path from 'node:path'
import { createAnsibleEngine, createNativeEngine, type PlaybookEngine } from '@omnicrm/playbook'
import type { Platform } from '../platform/platform.ts'
import { describeOrName } from './play-files.ts'

export type Engines = {
  /** the engine for this play: the configured one, or Ansible for what only Ansible can run */
  engineFor(play: string): Promise<PlaybookEngine>
  ansibleInstalled(): Promise<boolean>
}

/** The playbook engines of this machine. Whether Ansible is there is found out when it is first asked. */
export function openEngines(platform: Platform): Engines {
  const native = createNativeEngine()
  let looked: Promise<PlaybookEngine | undefined> | undefined
  const ansible = (): Promise<PlaybookEngine | undefined> => {
    looked ??= createAnsibleEngine({ scratchDir: path.join(platform.settings.dataDir, 'jobs') })
    return looked
  }
  return {
    async engineFor(play) {
      if (platform.config.provisioning.engine === 'ansible') return (await ansible()) ?? native
      const { unsupportedModules } = await describeOrName(platform.settings.playsDir, play)
      if (unsupportedModules.length === 0) return native
      return (await ansible()) ?? native
    },
    ansibleInstalled: async () => (await ansible()) !== undefined,
  }
}

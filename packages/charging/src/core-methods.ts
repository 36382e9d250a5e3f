import type { Methods } from './rpc/services.ts'

/** Liveness, in the words of CGRateS 0.10 (section 10). */
export const coreMethods: Methods = {
  Status: () => ({
    MemoryUsage: `${Math.round(process.memoryUsage.rss() / 1024 / 1024)} MB`,
    NodeID: `omnicrm-${process.pid}`,
    RunningSince: new Date(Date.now() - process.uptime() * 1000).toUTCString(),
    Version: 'OmniCRM charging 0.1.0 (CGRateS-compatible)',
  }),
}

/** There is one coherent store and nothing cached to reload; playbooks send these after a change. */
export const cacheMethods: Methods = {
  ReloadCache: () => 'OK',
  LoadCache: () => 'OK',
  Clear: () => 'OK',
}

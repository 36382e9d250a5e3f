import type { OutputOf, systemEndpoints } from '@omnicrm/contract'
import { request } from '../api/request.ts'

export type UiConfig = OutputOf<typeof systemEndpoints.uiConfig>

let loaded: UiConfig | undefined

/** Fetches names, colours, currency and locale; called once before the first screen. Throws ApiError. */
export async function loadUiConfig(): Promise<UiConfig> {
  loaded = await request<UiConfig>({ method: 'GET', path: '/crm/ui_config' })
  return loaded
}

/** The operator's settings; there from the first screen on. */
export function uiConfig(): UiConfig {
  if (!loaded) throw new Error('ui_config is read before it is loaded')
  return loaded
}

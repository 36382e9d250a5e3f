import type { PlaybookCheck, PlaybookCheckResult } from '@omnicrm/contract'
import { dryRun, lintPlaybook } from '@omnicrm/playbook'
import { provisioningChain, provisioningVariables, requiredInventory } from '../catalogue/index.ts'
import { effectiveConfig } from '../platform/config/effective-config.ts'
import { invalid } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { mergeVariables, type Variables } from './order-variables.ts'
import { fileOfPlay, playTexts } from './play-files.ts'
import { learnSecrets, redactResult } from './redact-result.ts'

/** A dry run asks nobody and waits for nobody; one that takes longer than this goes round in circles. */
const LONGEST_MS = 15_000
/** What an order may carry besides what its product names. */
const ORDER_FIELDS = [
  ...['product_id', 'customer_id', 'service_id', 'service_uuid', 'site_id', 'billing_contact_id'],
  ...['technical_contact_id', 'po_number', 'installation_date', 'auto_renew', 'promo_code', 'topup_amount'],
  ...['custom_fields', 'terms_accepted', 'terms_accepted_at', 'action', 'access_token', 'initiating_user'],
  'provision_id',
]

/**
 * What the linter says of a product's playbooks, and which requests an order of it would make. Nothing is sent: answers are made
 * up from what the playbook reads of them. Secrets are taken out, those of the configuration and of the variables included.
 * Throws 400 for names that are none and for variables that are no JSON; a playbook that is not there is one of the warnings.
 */
export async function checkPlaybook(platform: Platform, product: PlaybookCheck): Promise<PlaybookCheckResult> {
  const { plays } = provisioningChain(product)
  if (plays.length === 0) throw invalid('provisioning_play', 'names no playbook')
  const sets = provisioningVariables(product, plays.length)
  const files = await playTexts(platform.settings.playsDir)
  const items = requiredInventory(product)
  const warnings: PlaybookCheckResult['warnings'] = []
  const requests: PlaybookCheckResult['requests'] = []
  let failure: string | null = null
  for (const [position, play] of plays.entries()) {
    const variables = sampleOrder(sets[position] ?? {}, {
      items,
      // the steps of a chain after the first are given the service that it made
      hasService: product.category === 'addon' || position > 0,
    })
    const file = fileOfPlay(play, files)
    for (const { line, file: at, severity, message } of lintPlaybook({
      file,
      files,
      given: [...new Set([...ORDER_FIELDS, ...Object.keys(variables)])],
    }))
      warnings.push({ file: at, line, severity, message })
    const run = await rehearse(platform, play, variables)
    requests.push(...run.requests)
    failure ??= run.failure
  }
  return { warnings, requests, failure }
}

async function rehearse(
  platform: Platform,
  play: string,
  variables: Variables,
): Promise<Pick<PlaybookCheckResult, 'requests' | 'failure'>> {
  const config = effectiveConfig(platform.config, platform.addresses)
  const secrets = new Set<string>()
  learnSecrets(config, secrets)
  learnSecrets(variables, secrets)
  const { outcome, requests } = await dryRun({
    playsDir: platform.settings.playsDir,
    play,
    variables,
    effectiveConfig: config,
    now: () => platform.clock.now(),
    signal: AbortSignal.timeout(LONGEST_MS),
    nativeTypes: platform.config.provisioning.ansible_native_types,
  })
  const clean = (value: unknown): unknown => redactResult(value, [...secrets])
  const reason = [outcome.failedTask, outcome.message ?? 'failed'].filter(Boolean).join(': ')
  return {
    requests: requests.map(({ name, method, url, body }) => ({
      task: String(clean(name)),
      method,
      url: String(clean(url)),
      body: clean(body),
    })),
    failure: outcome.status === 'success' ? null : String(clean(reason)),
  }
}

/** An order as it might come in; ids that stand for no one, and no token that would open anything. */
function sampleOrder(product: Variables, { items, hasService }: { items: string[]; hasService: boolean }): Variables {
  return mergeVariables({
    product,
    request: { product_id: 1, customer_id: 1, auto_renew: true, ...(hasService ? { service_id: 1 } : {}) },
    inventory: Object.fromEntries(items.map((name, index) => [name, index + 1])),
    system: { initiating_user: 1, provision_id: 1, access_token: 'token-of-the-job' },
  })
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describePlay, lintPlaybook } from '../index.ts'
import { shippedPlays } from '../testing/run-play.ts'

const names = (await readdir(shippedPlays)).filter((name) => name.endsWith('.yaml'))
const files = new Map(
  await Promise.all(names.map(async (name) => [name, await readFile(join(shippedPlays, name), 'utf8')] as const)),
)
const plays = names.filter((name) => name.startsWith('play_')).map((name) => name.replace('.yaml', ''))

/** What an order, its product and the system may give to any of them. */
const given = [
  ...['product_id', 'customer_id', 'service_id', 'service_uuid', 'action', 'access_token', 'site_id', 'auto_renew'],
  ...['promo_code', 'po_number', 'installation_date', 'billing_contact_id', 'technical_contact_id', 'topup_amount'],
  ...['monthly_cost', 'days', 'data_gb', 'voice_minutes', 'sms_count', 'weight', 'actions_id', 'imsi', 'pro_rata'],
  ...['data_gb_per_day', 'deprovision_subscriber', 'provision_ims', 'concurrent_sessions', 'provision_cpe'],
  ...['requires_configuration', 'charge_card', 'device_type', 'rented_item_types', 'IPTV_Service_ID', 'olt_profile'],
  // what shared steps look for in runs that have it
  ...['charge_response', 'topup_transaction_response'],
]

test('every play of the contract ships [PROV-06]', () => {
  expect(plays.sort()).toEqual([
    'play_addon_assign_modem',
    'play_bundle_internet_tv_voice',
    'play_local_data_addon',
    'play_local_mobile_sim',
    'play_prov_cpe_mikrotik',
    'play_psim_only',
    'play_seniors_package',
    'play_simple_service',
    'play_topup_charge_then_action',
    'play_topup_hotspot',
    'play_topup_monetary',
    'play_topup_no_charge',
  ])
})

test.each(plays)('%s is described, needs nothing that is not here, and pleases the linter [PROV-37]', async (play) => {
  const { description, taskCount, unsupportedModules } = await describePlay({ playsDir: shippedPlays, play })
  expect([description.length > 4, taskCount > 8, unsupportedModules]).toEqual([true, true, []])
  expect(lintPlaybook({ file: `${play}.yaml`, files, given })).toEqual([])
})

test('the head of each task file says what it expects or does', () => {
  for (const [name, text] of files) expect(text.startsWith('# '), name).toBe(true)
})

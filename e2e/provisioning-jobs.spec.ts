import { expect, test } from '@playwright/test'
import { arrangeShop, type Call, type Shop, signInToApi } from './arrange-shop.ts'
import { signIn } from './sign-in.ts'

let call: Call
let shop: Shop
test.beforeAll(async () => {
  call = await signInToApi()
  shop = await arrangeShop(call, 'of the jobs')
  await call('PATCH', `/crm/product/product_id/${shop.productId}`, {
    inventory_items_list: '[]',
    provisioning_play: 'play_simple_service',
    provisioning_json_vars: '{}',
    auto_renew: 'false',
    terms: '',
  })
})

test('without pushes the progress window asks every 0.2 s and the job page every 3 s, and neither once the job has ended [PLAN-17]', async ({
  page,
}) => {
  await page.routeWebSocket(/.*/, (socket) => socket.close())
  const asked: number[] = []
  let goesOn = true
  await page.route(/\/crm\/provision\/provision_id\/\d+$/, async (route) => {
    asked.push(Date.now())
    const answer = await route.fetch()
    const job = await answer.json()
    await route.fulfill({ response: answer, json: goesOn ? { ...job, provisioning_status: 1, queued: false } : job })
  })
  await signIn(page)
  await page.goto(`/assign-plan?product_id=${shop.productId}&customer_id=${shop.customerId}`)
  await page.getByRole('button', { name: 'Confirm & Provision' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect.poll(() => asked.length).toBeGreaterThan(6)
  expect(pauseOf(asked)).toBeLessThan(1_500)
  goesOn = false
  await expect(page.getByText('Service successfully provisioned')).toBeVisible()
  const askedAtEnd = asked.length
  await page.getByRole('button', { name: 'View Service' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(asked.length).toBe(askedAtEnd)

  const [job] = await jobs()
  goesOn = true
  asked.length = 0
  await page.goto(`/provisioning/${job?.provision_id}`)
  await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(2)
  expect(pauseOf(asked)).toBeGreaterThan(2_800)
  goesOn = false
  await expect(page.getByText('Success', { exact: true })).toBeVisible()
})

test('a failed job shows its reason, its log opens at the failed task, and Retry runs the same again [PLAN-19] [PLAN-20] [PROV-32]', async ({
  page,
}) => {
  await signIn(page)
  const { provision_id: failedId } = await call<{ provision_id: number }>('PUT', '/crm/provision/', {
    product_id: shop.productId,
    customer_id: shop.customerId,
    provisioning_play: 'play_topup_no_charge',
  })
  await ended(failedId)
  await page.goto(`/provisioning/${failedId}`)
  await expect(page.getByRole('alert')).toContainText('service_id')
  const tasks = page.getByRole('region', { name: 'Tasks' })
  const failed = tasks.getByRole('listitem').filter({ hasText: 'Failed' }).first()
  await expect(failed.locator('pre')).toContainText('service_id')
  await tasks.getByRole('button', { name: 'Collapse all' }).click()
  await expect(tasks.locator('pre')).toHaveCount(0)
  await tasks.getByRole('button', { name: 'Expand all' }).click()
  await expect(tasks.locator('pre').nth(1)).toBeVisible()
  await tasks.getByRole('searchbox').fill('include vars')
  await expect(tasks.getByRole('listitem')).toHaveCount(1)
  await tasks.getByRole('searchbox').fill('')

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Retry' }).click()
  const progress = page.getByRole('dialog')
  await expect(progress.getByText('Provisioning failed')).toBeVisible({ timeout: 20_000 })
  const [retried] = await jobs()
  expect(retried).toMatchObject({ provisioning_play: 'play_topup_no_charge', product_id: shop.productId })
  expect(retried?.provision_id).toBeGreaterThan(failedId)
  await expect(progress.getByText(`Provision ID: ${retried?.provision_id}`)).toBeVisible()
  await progress.getByRole('button', { name: 'View Logs' }).click()
  await expect(page).toHaveURL(new RegExp(`/provisioning/${retried?.provision_id}#task-\\d+$`))
  const number = /#task-(\d+)$/.exec(page.url())?.[1]
  await expect(page.locator(`#task-${number} pre`)).toBeInViewport()
})

test('jobs under way are watched in the list, newest first, and leave it when they end [PLAN-25] [PROV-33]', async ({
  page,
}) => {
  const { provision_id: id } = await call<{ provision_id: number }>('PUT', '/crm/provision/', {
    product_id: shop.productId,
    customer_id: shop.customerId,
    starts_at: '2099-01-01T06:00:00Z',
  })
  await signIn(page)
  await page.goto('/provisioning')
  const first = page.getByRole('row').nth(1)
  await expect(first).toContainText(String(id))
  await expect(first).toContainText('Scheduled')
  await expect(first).toContainText('Begins on 1 Jan 2099')
  await page
    .getByRole('combobox', { name: 'Status' })
    .or(page.getByRole('textbox', { name: 'Status' }))
    .first()
    .click()
  await page.getByRole('option', { name: 'Running' }).click()
  await expect(page.getByRole('link', { name: String(id), exact: true })).toBeVisible()
  await call('POST', `/crm/provision/provision_id/${id}/cancel`)
  await expect(page.getByRole('link', { name: String(id), exact: true })).toHaveCount(0)
})

test('the service page tells how its last job went, and leads to it [PROV-32]', async ({ page }) => {
  const { provision_id: id } = await call<{ provision_id: number }>('PUT', '/crm/provision/', {
    product_id: shop.productId,
    customer_id: shop.customerId,
  })
  const job = await ended(id)
  await signIn(page)
  await page.goto(`/services/${job.service_id}`)
  await page.getByRole('link', { name: /Provisioning.*Success/ }).click()
  await expect(page).toHaveURL(new RegExp(`/provisioning/${id}`))
})

test('the report counts jobs, tells rates, durations and failure points of a period, and is saved as CSV [DASH-08]', async ({
  page,
}) => {
  const report = await call<{ jobs: number; failed: number; success_rate: number }>('GET', '/crm/report/provisioning')
  await signIn(page)
  await page.getByRole('link', { name: 'Provisioning report' }).click()
  const main = page.getByRole('main')
  await expect(main.getByText(`${report.success_rate}%`).first()).toBeVisible()
  const failures = page.getByRole('region', { name: 'Common failure points' }).first()
  await expect(failures.getByRole('row').filter({ hasText: 'play_topup_no_charge' })).toContainText('service_id')
  await expect(page.getByRole('table', { name: 'By playbook' })).toContainText('play_simple_service')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^provisioning-report-.*\.csv$/)
  await page.getByText('Other dates').click()
  await page.getByLabel('To', { exact: true }).fill('2020-01-31')
  await expect(page.getByText('Must not be before the first day')).toBeVisible()
  await page.getByLabel('From', { exact: true }).fill('2020-01-01')
  await expect(page.getByText('No job was ordered in this period')).toBeVisible()
})

type Job = {
  provision_id: number
  product_id: number
  provisioning_play: string
  provisioning_status: number
  service_id: number | null
}

async function jobs(): Promise<Job[]> {
  const { data } = await call<{ data: Job[] }>(
    'GET',
    `/crm/provision/customer_id/${shop.customerId}?sort=provision_id&order=desc`,
  )
  return data
}

async function ended(id: number): Promise<Job> {
  const read = () => call<Job>('GET', `/crm/provision/provision_id/${id}`)
  await expect.poll(async () => (await read()).provisioning_status, { timeout: 20_000 }).not.toBe(1)
  return read()
}

/** The usual time between two requests, in milliseconds: the middle one, for a slow machine skips some. */
function pauseOf(times: readonly number[]): number {
  const pauses = times.slice(1).map((time, at) => time - (times[at] ?? time))
  return pauses.toSorted((one, other) => one - other)[Math.floor(pauses.length / 2)] ?? 0
}

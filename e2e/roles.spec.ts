import { expect, type Page, test } from '@playwright/test'
import { freshMark, makeCustomerUser, makeStaff, signedInPage } from './arrange-people.ts'
import { signInToApi } from './arrange-shop.ts'
import { signIn } from './sign-in.ts'

test('WF-86: a role is made, filled, given and taken away on its page, and counts at the next request [USER-22] [USER-23] [USER-24] [USER-27]', async ({
  page,
  browser,
}) => {
  test.setTimeout(90_000)
  const call = await signInToApi()
  const mark = freshMark()
  const name = `Provisioning_Specialist_${mark}`
  const { customerId } = await makeCustomerUser(call)
  await call('POST', '/crm/auth/roles', { name: `Empty_${mark}`, description: '' })
  const kim = await makeStaff(call, `Empty_${mark}`)
  const theirs = await signedInPage(browser, kim, /\/customers/)
  await expect(theirs.getByText('No access')).toBeVisible()

  await signIn(page)
  await page.goto('/roles')
  await page.getByRole('button', { name: 'Create Role' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.getByRole('dialog').getByLabel('Description').fill('Can provision services')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('This role allows nothing yet')).toBeVisible()

  await test.step('several permissions are added at once', async () => {
    await page.getByRole('button', { name: 'Add Permission' }).click()
    const dialog = page.getByRole('dialog')
    const wanted = ['view_customer', 'view_customer_service', 'view_provision', 'create_provision', 'view_product']
    for (const permission of wanted) {
      await dialog.getByRole('searchbox').fill(permission)
      await dialog.getByRole('checkbox', { name: permission, exact: true }).check()
    }
    await dialog.getByRole('button', { name: 'Add 5 permissions' }).click()
    await expect(page.getByText('Permissions added')).toBeVisible()
  })

  await test.step('a user gets the role, and sees at once what it opens and nothing else', async () => {
    await page.getByRole('button', { name: 'Add user' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'User' }).fill(kim.email)
    await page.getByRole('option', { name: kim.email }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Add user' }).click()
    await expect(page.getByText('The user has the role now')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Users' }).getByText(kim.email)).toBeVisible()
    await theirs.goto(`/customers/${customerId}`)
    await expect(theirs.getByRole('button', { name: 'Assign plan' })).toBeVisible()
    await expect(theirs.getByRole('tab', { name: 'Billing' })).toHaveCount(0)
  })

  await test.step('a permission taken away is gone at the next request', async () => {
    await page.getByRole('searchbox', { name: 'Search permissions' }).fill('create_provision')
    await page
      .getByRole('row', { name: /create_provision/ })
      .getByRole('button')
      .click()
    await page.getByRole('menuitem', { name: 'Remove permission' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove permission' }).click()
    await expect(page.getByText('Permission removed')).toBeVisible()
    await theirs.reload()
    await expect(theirs.getByRole('tab', { name: 'Services' })).toBeVisible()
    await expect(theirs.getByRole('button', { name: 'Assign plan' })).toHaveCount(0)
  })

  await test.step('the role is taken from the user', async () => {
    await page
      .getByRole('row', { name: new RegExp(kim.email) })
      .getByRole('button')
      .click()
    await page.getByRole('menuitem', { name: 'Take the role away' }).click()
    await expect(page.getByRole('dialog')).toContainText(kim.email)
    await page.getByRole('dialog').getByRole('button', { name: 'Take the role away' }).click()
    await expect(page.getByText('Nobody has this role')).toBeVisible()
    await theirs.reload()
    await expect(theirs.getByText('No access')).toBeVisible()
  })
})

type Walk = {
  role: string
  start: RegExp
  /** every link of the left bar, in its order */
  links: string[]
  /** tabs of a customer's page; none for those who may not open it */
  tabs: string[]
  /** page, button and whether it is there */
  buttons: [path: string, button: string, isThere: boolean][]
  closed: string[]
}

const SERVICES = ['Services', 'Installation tickets']
const PROVISIONING = ['Provisioning jobs', 'Provisioning report']
const CATALOGUE = ['Plans', 'Add-ons', 'Product management']

const WALKS: Walk[] = [
  {
    role: 'admin',
    start: /\/customers/,
    links: [
      ...['Customers', ...SERVICES, ...CATALOGUE, 'Invoices', 'Transactions', 'Inventory Items', 'Templates'],
      ...[...PROVISIONING, 'Users', 'Roles', 'E-mail outbox', 'Audit', 'Impersonations', 'API Keys'],
    ],
    tabs: ['Overview', 'Sites', 'Services', 'Contacts', 'Billing', 'Inventory', 'Activity Log'],
    buttons: [
      ['/customers', 'Add Customer', true],
      ['/users', 'Add user', true],
      ['/roles', 'Create Role', true],
      ['/products', 'Create Product', true],
      ['customer', 'Assign plan', true],
      ['customer#4', 'Add contact', true],
    ],
    closed: ['/self-care', '/self-care/api-access'],
  },
  {
    role: 'customer_service_agent_1',
    start: /\/customers/,
    links: [
      ...['Customers', ...SERVICES, ...CATALOGUE, 'Invoices', 'Transactions', 'Inventory Items', 'Templates'],
      ...[...PROVISIONING, 'E-mail outbox'],
    ],
    tabs: ['Overview', 'Sites', 'Services', 'Contacts', 'Billing', 'Inventory', 'Activity Log'],
    buttons: [
      ['/customers', 'Add Customer', true],
      ['customer', 'Assign plan', true],
      ['customer#4', 'Add contact', true],
      ['customer#4', 'Actions for this row', true],
      ['/products', 'Create Product', false],
    ],
    closed: ['/users', '/roles', '/audit', '/impersonations', '/api-keys', '/self-care'],
  },
  {
    role: 'Support',
    start: /\/customers/,
    links: ['Customers', ...SERVICES, ...CATALOGUE, 'Inventory Items', 'Templates', ...PROVISIONING, 'E-mail outbox'],
    tabs: ['Overview', 'Sites', 'Services', 'Contacts', 'Inventory', 'Activity Log'],
    buttons: [
      ['/customers', 'Add Customer', false],
      ['customer', 'Assign plan', false],
      ['customer#4', 'Add contact', false],
      ['customer#4', 'Actions for this row', false],
      ['/products', 'Create Product', false],
    ],
    closed: ['/users', '/roles', '/audit', '/impersonations', '/api-keys', '/invoices', '/transactions', '/self-care'],
  },
  {
    role: 'Finance',
    start: /\/customers/,
    links: ['Customers', ...CATALOGUE, 'Invoices', 'Transactions'],
    tabs: ['Overview', 'Billing'],
    buttons: [
      ['/customers', 'Add Customer', false],
      ['customer', 'Assign plan', false],
      ['customer#5', 'Generate Proforma Invoice', true],
    ],
    closed: ['/services', '/provisioning', '/inventory-items-list', '/outbox', '/users', '/api-keys', '/self-care'],
  },
  {
    role: 'customer',
    start: /\/self-care/,
    links: ['Overview', 'My services', 'My invoices', 'API Access', 'Profile and security'],
    tabs: [],
    buttons: [['/self-care/api-access', 'Generate API Key', true]],
    closed: ['/customers', '/services', '/plans', '/invoices', '/outbox', '/users', '/search'],
  },
]

for (const walk of WALKS) {
  test(`as ${walk.role}, what is not permitted is not shown: links, tabs, buttons, pages [USER-36] [USER-34]`, async ({
    browser,
  }) => {
    test.setTimeout(90_000)
    const call = await signInToApi()
    const customer = await makeCustomerUser(call, { firstName: 'Acme', type: 'Business' })
    const person = walk.role === 'customer' ? customer : await makeStaff(call, walk.role)
    const page = await signedInPage(browser, person, walk.start)

    await expect(page.getByRole('navigation', { name: 'Main menu' }).getByRole('link')).toHaveText(walk.links)
    if (walk.tabs.length > 0) {
      await page.goto(`/customers/${customer.customerId}`)
      await expect(page.getByRole('tab')).toHaveText(walk.tabs)
    }
    for (const [path, button, isThere] of walk.buttons) {
      await page.goto(path.replace(/^customer/, `/customers/${customer.customerId}`))
      await expectLoaded(page)
      const found = page.getByRole('button', { name: button, exact: true })
      await expect(found, `${button} at ${path}`).toHaveCount(isThere ? 1 : 0)
    }
    for (const path of walk.closed) {
      await page.goto(path)
      await expect(page.getByText('No access'), path).toBeVisible()
    }
  })
}

/** A page that has not come yet shows no buttons either. */
async function expectLoaded(page: Page): Promise<void> {
  await expect(page.locator('main h1')).toBeVisible()
  await expect(page.locator('main [aria-label="Loading"], main [aria-busy="true"]')).toHaveCount(0)
}

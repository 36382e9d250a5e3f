import { expect, type Locator, type Page, test } from '@playwright/test'
import { freshMark, makeCustomerUser, makeStaff, signedInPage } from './arrange-people.ts'
import { signInToApi } from './arrange-shop.ts'
import { signIn } from './sign-in.ts'

const rowOf = (page: Page, text: string): Locator => page.getByRole('row').filter({ hasText: text })

async function menuOf(page: Page, text: string): Promise<string[]> {
  await page.getByRole('searchbox', { name: 'Search by name, e-mail, username or phone' }).fill(text)
  await rowOf(page, text).getByRole('button', { name: 'Actions for this row' }).click()
  return page.getByRole('menuitem').allTextContents()
}

test('WF-85: a new colleague is made with two roles and welcomed; the table offers what applies [USER-01] [USER-06] [USER-21]', async ({
  page,
  browser,
}) => {
  const mark = freshMark()
  const email = `sara.${mark}@example.com`
  await signIn(page)

  await test.step('adds the user', async () => {
    await page.goto('/users')
    for (const column of ['Name', 'E-mail', 'Phone', 'Actions'])
      await expect(page.getByRole('columnheader', { name: column, exact: column !== 'Actions' }).first()).toBeAttached()
    await page.getByRole('button', { name: 'Add user' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Username').fill(`sara.${mark}`)
    await form.getByRole('textbox', { name: 'E-mail' }).fill(email)
    await form.getByLabel('First name').fill('Sara')
    await form.getByLabel('Last name').fill(`Ng ${mark}`)
    await form.getByLabel('Phone').fill('+44 7700 900222')
    await form.getByRole('textbox', { name: 'Password' }).fill('TempP@ssw0rd!')
    await form.getByRole('combobox', { name: 'Roles' }).click()
    for (const role of ['Support', 'Finance']) await page.getByRole('option', { name: role, exact: true }).click()
    await page.keyboard.press('Escape')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('User added')).toBeVisible()
  })

  await test.step('sees name, e-mail and phone, and the actions that apply', async () => {
    expect(await menuOf(page, email)).toEqual(['Edit', 'Reset Password', 'Send welcome e-mail', 'Delete user'])
    await expect(rowOf(page, email)).toContainText(`Sara Ng ${mark}`)
    await expect(rowOf(page, email)).toContainText('+44 7700 900222')
  })

  await test.step('sends the welcome mail, after a question', async () => {
    await page.getByRole('menuitem', { name: 'Send welcome e-mail' }).click()
    await expect(page.getByRole('dialog')).toContainText(email)
    await page.getByRole('dialog').getByRole('button', { name: 'Send Email' }).click()
    await expect(page.getByText('Welcome email sent')).toBeVisible()
    await page.goto('/outbox')
    await expect(rowOf(page, email).filter({ hasText: 'Welcome to' })).toHaveCount(1)
  })

  await test.step('after the first sign-in the welcome is no longer offered', async () => {
    await signedInPage(browser, { id: 0, email, password: 'TempP@ssw0rd!', name: 'Sara' }, /\/customers/)
    await page.goto('/users')
    expect(await menuOf(page, email)).not.toContain('Send welcome e-mail')
    await page.keyboard.press('Escape')
    await rowOf(page, email).getByText(`Sara Ng ${mark}`).click()
    await expect(page).toHaveURL(/\/users\/\d+/)
    for (const permission of ['view_provision', 'create_customer_invoice'])
      await expect(page.getByText(permission, { exact: true }), 'the union of both roles').toBeVisible()
  })
})

test('WF-87: a deleted user is out at the next click, stays listed, and comes back with the old password [USER-12] [USER-14] [USER-15]', async ({
  page,
  browser,
}) => {
  const sam = await makeStaff(await signInToApi(), 'Support', 'Sam')
  const theirs = await signedInPage(browser, sam, /\/customers/)
  await signIn(page)
  await page.goto('/users')

  await test.step('deletes the user, who is named', async () => {
    await menuOf(page, sam.email)
    await page.getByRole('menuitem', { name: 'Delete user' }).click()
    await expect(page.getByRole('dialog')).toContainText(sam.email)
    await page.getByRole('dialog').getByRole('button', { name: 'Delete user' }).click()
    await expect(page.getByText(/is deleted/)).toBeVisible()
    await expect(rowOf(page, sam.email)).toHaveCount(0)
  })

  await test.step('their next click leads to the login, which is refused', async () => {
    await theirs.getByRole('link', { name: 'Services', exact: true }).click()
    await expect(theirs).toHaveURL(/\/login/)
    await theirs.getByLabel('E-mail').fill(sam.email)
    await theirs.getByLabel('Password', { exact: true }).fill(sam.password)
    await theirs.getByRole('button', { name: 'Login' }).click()
    await expect(theirs.getByText('This account can no longer sign in')).toBeVisible()
  })

  await test.step('among the deleted ones nothing deletes for good; they are restored', async () => {
    await page.goto('/users?f.deleted=true')
    expect(await menuOf(page, sam.email)).toEqual(['Restore user'])
    await page.getByRole('menuitem', { name: 'Restore user' }).click()
    await expect(page.getByText(/is restored/)).toBeVisible()
    await signIn(theirs, sam)
  })
})

test('staff give a contact access: the form knows who it is, and the mail welcomes a customer [USER-05] [USER-06]', async ({
  page,
  browser,
}) => {
  const call = await signInToApi()
  const mark = freshMark()
  const email = `jane.${mark}@example.com`
  const customer = await call<{ customer_id: number }>('PUT', '/crm/customer/', {
    customer_name: `Jane of test ${mark}`,
    contacts: [{ contact_firstname: 'Jane', contact_lastname: 'Doe', contact_email: email, contact_types: 'Primary' }],
  })
  await signIn(page)
  await page.goto(`/customers/${customer.customer_id}#4`)
  await page.getByRole('button', { name: 'Actions for this row' }).click()
  await expect(page.getByRole('menuitem', { name: 'Login as User' })).toHaveCount(0)
  await page.getByRole('menuitem', { name: 'Give access to self-care' }).click()
  const form = page.getByRole('dialog')
  await expect(form.getByRole('textbox', { name: 'E-mail' })).toHaveValue(email)
  await expect(form.getByLabel('Send a welcome e-mail')).toBeChecked()
  await form.getByRole('textbox', { name: 'Password' }).fill('TempP@ssw0rd!')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('User added')).toBeVisible()
  await expect(
    page
      .getByRole('row')
      .filter({ hasText: email })
      .getByRole('link', { name: /^User \d+/ }),
  ).toBeVisible()

  const jane = await signedInPage(browser, { id: 0, email, password: 'TempP@ssw0rd!', name: 'Jane' }, /change-password/)
  await jane.getByLabel('Temporary password').fill('TempP@ssw0rd!')
  await jane.getByLabel('New password').fill(`Chosen-by-me-${mark}`)
  await jane.getByLabel('Confirm password').fill(`Chosen-by-me-${mark}`)
  await jane.getByRole('button', { name: 'Change password' }).click()
  await expect(jane).toHaveURL(/\/self-care/)
  await expect(jane.getByRole('heading', { name: 'Hello, Jane' })).toBeVisible()
  const mails = await call<{ data: { subject: string; recipients: string }[] }>(
    'GET',
    `/crm/communication/customer_id/${customer.customer_id}`,
  )
  expect(mails.data.map(({ subject }) => subject)).toContainEqual(expect.stringMatching(/^Welcome to (?!the)/))
})

test('WF-90: a customer sees their own page and no staff screen [USER-31] [USER-36]', async ({ browser }) => {
  const call = await signInToApi()
  const john = await makeCustomerUser(call)
  const other = await makeCustomerUser(call, { firstName: 'Olga' })
  const page = await signedInPage(browser, john, /\/self-care/)
  await expect(page.getByText(john.customerName, { exact: true })).toBeVisible()
  await expect(page.getByText('You have no services yet')).toBeVisible()
  for (const path of ['/customers', `/customers/${other.customerId}`, '/services', '/invoices', '/users', '/audit']) {
    await page.goto(path)
    await expect(page.getByText('No access'), path).toBeVisible()
  }
})

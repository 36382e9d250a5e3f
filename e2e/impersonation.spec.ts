import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { freshMark, makeCustomerUser, makeStaff, signedInPage } from './arrange-people.ts'
import { signInToApi } from './arrange-shop.ts'
import { signIn } from './sign-in.ts'

test('WF-88: staff see a customer’s self-care in a tab of their own, and everything of it is on record [IMP-02] [IMP-03] [IMP-05] [IMP-08] [IMP-10] [IMP-17] [ACT-07]', async ({
  browser,
  page,
}) => {
  test.setTimeout(120_000)
  const call = await signInToApi()
  const john = await makeCustomerUser(call)
  const mark = freshMark()
  const role = await call<{ id: number }>('POST', '/crm/auth/roles', { name: `Caller_${mark}`, description: '' })
  const permissions = await call<{ id: number; name: string }[]>('GET', '/crm/auth/permissions')
  const wanted = ['can_impersonate', 'view_customer', 'view_customer_contact', 'view_customer_activity']
  await call('POST', `/crm/auth/roles/${role.id}/permissions`, {
    permission_ids: permissions.filter(({ name }) => wanted.includes(name)).map(({ id }) => id),
  })
  const sam = await makeStaff(call, `Caller_${mark}`, 'Sam')
  const johns = await signedInPage(browser, john, /\/self-care/)
  const own = await signedInPage(browser, sam, /\/customers/)

  const tab = await test.step('the contact offers it; a new tab names the user and asks', async () => {
    await own.goto(`/customers/${john.customerId}#4`)
    await own.getByRole('button', { name: 'Actions for this row' }).click()
    const [opened] = await Promise.all([
      own.context().waitForEvent('page'),
      own.getByRole('menuitem', { name: 'Login as User' }).click(),
    ])
    await expect(opened.getByText(`John Smith (${john.email})`)).toBeVisible()
    await opened.getByRole('button', { name: 'Login as User' }).click()
    await expect(opened).toHaveURL(/\/self-care/)
    await expect(opened.getByText('You are currently logged in as John Smith.')).toBeVisible()
    await expect(opened.getByRole('heading', { name: 'Hello, John' })).toBeVisible()
    return opened
  })

  await test.step('as John: the phone number changes, the password does not, staff pages are closed', async () => {
    await tab.goto('/settings')
    await tab.getByLabel('Phone').fill('+44 7700 900333')
    await tab.getByRole('region', { name: 'Your data' }).getByRole('button', { name: 'Save' }).click()
    await expect(tab.getByText('Your data was saved')).toBeVisible()
    await tab.getByRole('button', { name: /^Menu of John/ }).click()
    await expect(tab.getByRole('menuitem', { name: 'Stop impersonation' })).toBeVisible()
    await expect(tab.getByRole('menuitem', { name: 'Change password' })).toHaveCount(0)
    await tab.keyboard.press('Escape')
    await tab.goto('/customers')
    await expect(tab.getByText('No access')).toBeVisible()
    await tab.goto('/self-care/api-access')
    await expect(tab.getByText('Only the customer makes and deletes these keys')).toBeVisible()
  })

  await test.step('a second one is refused, and the staff’s own tab stays theirs', async () => {
    await own.reload()
    await expect(own.getByText('You are currently logged in as')).toHaveCount(0)
    await own.goto(`/login-as/${john.id}`)
    await own.getByRole('button', { name: 'Login as User' }).click()
    await expect(own.getByText(/You are already acting as John Smith/)).toBeVisible()
  })

  await test.step('the log shows that it goes on', async () => {
    await signIn(page)
    await page.goto('/impersonations')
    await expect(page.getByRole('row').filter({ hasText: sam.name })).toContainText('Still going on')
  })

  await test.step('the banner leads back; John never noticed', async () => {
    await tab.goto('/self-care')
    await tab.getByRole('button', { name: 'Click here to stop impersonation.' }).click()
    await expect(tab).toHaveURL(/\/customers/)
    await expect(tab.getByText('You are currently logged in as')).toHaveCount(0)
    await johns.reload()
    await expect(johns.getByRole('heading', { name: 'Hello, John' })).toBeVisible()
  })

  await test.step('the log: filtered by staff, user, day and ending; as CSV', async () => {
    await page.reload()
    const row = page.getByRole('row').filter({ hasText: sam.name })
    await expect(row).toContainText('John Smith')
    await expect(row).toContainText('Stopped')
    const staff = page.getByRole('textbox', { name: 'Staff' })
    await staff.fill(sam.email)
    await page.getByRole('option', { name: sam.email }).click()
    await expect(page.getByText('Showing results 1-1 of 1')).toBeVisible()
    await page.getByRole('combobox', { name: 'How it ended' }).click()
    await page.getByRole('option', { name: 'Ran out' }).click()
    await expect(page.getByText('Nothing matches the search and filters')).toBeVisible()
    await page.getByRole('combobox', { name: 'How it ended' }).click()
    await page.getByRole('option', { name: 'Stopped' }).click()
    await page.getByLabel('Day from').fill(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10))
    await expect(row).toBeVisible()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ])
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain('stopped')
  })

  await test.step('the customer’s log names both; the audit does too', async () => {
    await own.goto(`/customers/${john.customerId}#9`)
    await expect(own.getByText(`${sam.name} began to act as John Smith`)).toBeVisible()
    await own.getByRole('button', { name: 'Changed their own profile' }).click()
    await expect(own.getByRole('dialog')).toContainText('+44 7700 900333')
    await page.goto('/audit?f.impersonated=true&search=profile')
    const entry = page.getByRole('row').filter({ hasText: sam.name })
    await expect(entry).toContainText('John Smith')
  })
})

test('WF-88: without the permission there is no such button, and the address leads home [IMP-01] [IMP-02]', async ({
  browser,
}) => {
  const call = await signInToApi()
  const john = await makeCustomerUser(call)
  const kim = await signedInPage(browser, await makeStaff(call, 'Support'), /\/customers/)
  await kim.goto(`/customers/${john.customerId}#4`)
  await expect(kim.getByText(john.email)).toBeVisible()
  await expect(kim.getByRole('button', { name: 'Actions for this row' })).toHaveCount(0)
  await kim.goto(`/login-as/${john.id}`)
  await expect(kim).toHaveURL(/\/customers/)
})

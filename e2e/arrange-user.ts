import { signInToApi } from './arrange-shop.ts'

export type ArrangedUser = { id: number; email: string; password: string }

/** A user of a test's own, made by the administrator through the API; `mark` keeps users apart. */
export async function arrangeUser(mark: string, role = 'Support'): Promise<ArrangedUser> {
  const call = await signInToApi()
  const username = `${mark}.${String(Date.now()).slice(-7)}`
  const email = `${username}@example.com`
  const password = 'Correct-horse-3'
  const names = { first_name: mark[0]?.toUpperCase() + mark.slice(1), last_name: 'Tester' }
  const { id } = await call<{ id: number }>('POST', '/crm/auth/users', { username, email, password, role, ...names })
  return { id, email, password }
}

/** The link of the last mail of a kind to this user, as the sandbox shows it to its administrator. */
export async function linkMailedTo(email: string, kind: string, path: string): Promise<string> {
  const call = await signInToApi()
  type Mail = { communication_id: number; type: string; recipients: string }
  const { data } = await call<{ data: Mail[] }>(
    'GET',
    `/crm/communication/?per_page=100&search=${encodeURIComponent(email)}`,
  )
  const mail = data.find(({ type, recipients }) => type === `api_crmCommunication${kind}` && recipients === email)
  if (!mail) throw new Error(`no ${kind} to ${email}`)
  const { body } = await call<{ body: string }>('GET', `/crm/communication/communication_id/${mail.communication_id}`)
  const link = new RegExp(`${path}[\\w-]+`).exec(body)?.[0]
  if (!link) throw new Error(`no link ${path} in: ${body}`)
  return link
}

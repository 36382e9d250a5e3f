import { type Call, signInToApi } from './arrange-shop.ts'

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

type Mail = { communication_id: number; type: string; recipients: string }

async function mailsTo(call: Call, email: string): Promise<Mail[]> {
  const search = encodeURIComponent(email)
  const { data } = await call<{ data: Mail[] }>('GET', `/crm/communication/?per_page=100&search=${search}`)
  return data.filter(({ recipients }) => recipients === email)
}

/** What has been mailed to an address, newest first, by the names of the templates without what they all begin with. */
export async function mailKindsTo(email: string): Promise<string[]> {
  return (await mailsTo(await signInToApi(), email)).map(({ type }) => type.replace('api_crmCommunication', ''))
}

/** The link of the last mail of a kind to this user, as the sandbox shows it to its administrator. */
export async function linkMailedTo(email: string, kind: string, path: string): Promise<string> {
  const call = await signInToApi()
  const mail = (await mailsTo(call, email)).find(({ type }) => type === `api_crmCommunication${kind}`)
  if (!mail) throw new Error(`no ${kind} to ${email}`)
  const { body } = await call<{ body: string }>('GET', `/crm/communication/communication_id/${mail.communication_id}`)
  const link = new RegExp(`${path}[\\w-]+`).exec(body)?.[0]
  if (!link) throw new Error(`no link ${path} in: ${body}`)
  return link
}

/** Moves the product's clock on by an ISO 8601 duration; sessions move along. */
export async function letTimePass(advance: string): Promise<void> {
  await (await signInToApi())('PUT', '/crm/clock', { advance })
}

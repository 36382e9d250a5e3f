/** The demo operator's clerk: works through the API like everyone else. */
export type DemoClient = {
  /** signs in again; tokens are short-lived by the product's clock, which the story moves */
  signIn(): Promise<void>
  /** answers undefined when the request is refused, as happens in a shop */
  send<T>(method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T | undefined>
}

export function createDemoClient(baseUrl: string, credentials: { email: string; password: string }): DemoClient {
  let token = ''
  const request = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(baseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    async signIn() {
      const answer = await request('POST', '/crm/auth/login', credentials)
      if (!answer.ok) throw new Error(`the demo clerk cannot sign in: ${await answer.text()}`)
      token = ((await answer.json()) as { token: string }).token
    },
    async send<T>(method: string, path: string, body?: unknown) {
      const answer = await request(method, path, body)
      const text = await answer.text()
      if (answer.status >= 500) throw new Error(`demo data: ${method} ${path}: ${answer.status} ${text}`)
      return answer.ok ? (JSON.parse(text) as T) : undefined
    },
  }
}

/** The demo operator's clerk: works through the API like everyone else. */
export type DemoClient = {
  /** goes on with a fresh token; they are short-lived by the product's clock, which the story moves */
  use(token: string): void
  /** answers undefined when the request is refused, as happens in a shop */
  send<T>(method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T | undefined>
}

export function createDemoClient(baseUrl: string): DemoClient {
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
    use(fresh) {
      token = fresh
    },
    async send<T>(method: string, path: string, body?: unknown) {
      const answer = await request(method, path, body)
      const text = await answer.text()
      if (answer.status >= 500) throw new Error(`demo data: ${method} ${path}: ${answer.status} ${text}`)
      return answer.ok ? (JSON.parse(text) as T) : undefined
    },
  }
}

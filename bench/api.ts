import { ADMIN } from './product-process.ts'

/** Calls the API as the administrator; throws on anything but 200. */
export type Api = {
  token: string
  call<T>(method: string, path: string, body?: unknown): Promise<T>
  bytes(path: string): Promise<number>
}

export async function signIn(url: string): Promise<Api> {
  const send = async (token: string, method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (response.status !== 200) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }
  const login = (await (await send('', 'POST', '/crm/auth/login', ADMIN)).json()) as { token: string }
  return {
    token: login.token,
    call: async <T>(method: string, path: string, body?: unknown) =>
      (await (await send(login.token, method, path, body)).json()) as T,
    bytes: async (path) => (await (await send(login.token, 'GET', path)).arrayBuffer()).byteLength,
  }
}

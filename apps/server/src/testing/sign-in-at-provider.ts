/** A browser's cookies, one jar for each site, and its way through redirects. */
export type Browser = {
  /** one request; redirects are answered, not followed */
  fetch(url: string, init?: RequestInit): Promise<Response>
  cookies(url: string): Map<string, string>
}

export function openBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>()
  const cookies = (url: string): Map<string, string> => {
    const { origin } = new URL(url)
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    return jar
  }
  return {
    cookies,
    async fetch(url, init = {}) {
      const jar = cookies(url)
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) }
      const response = await fetch(url, { ...init, headers, redirect: 'manual' })
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name)
        else jar.set(name, value)
      }
      return response
    },
  }
}

/** Goes to a provider's page, types the name, and answers the address that the provider sends the browser back to. */
export async function signInAtProvider(
  browser: Browser,
  options: { authorizationUrl: string; name: string; returnsTo: string },
): Promise<URL> {
  let url = options.authorizationUrl
  for (let step = 0; step < 10; step++) {
    const response = await browser.fetch(url)
    const location = response.headers.get('location')
    if (location) {
      url = new URL(location, url).href
    } else if (response.status === 200) {
      const answer = await browser.fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ name: options.name }),
      })
      url = new URL(answer.headers.get('location') ?? '', url).href
    } else {
      throw new Error(`the provider answered ${response.status}: ${await response.text()}`)
    }
    if (url.startsWith(options.returnsTo)) return new URL(url)
  }
  throw new Error('the provider never sent the browser back')
}

const KEY = 'omnicrm.impersonation'

/** The refresh token of a tab that impersonates; session storage belongs to one tab and ends with it. */
export function tabToken(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined
  } catch {
    // a browser that refuses storage has no such tabs
    return undefined
  }
}

/** Keeps the token for the reloads of this tab; undefined forgets it. */
export function keepTabToken(refreshToken: string | undefined): void {
  try {
    if (refreshToken) sessionStorage.setItem(KEY, refreshToken)
    else sessionStorage.removeItem(KEY)
  } catch {
    // the tab stays the staff's own
  }
}

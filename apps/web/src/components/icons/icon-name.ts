/** Bare name of a FontAwesome class: `fa-solid fa-sim-card`, `fas fa-sim-card` and `fa-sim-card` are all `sim-card`. */
export function bareIconName(iconClass: string | null | undefined): string {
  const last = (iconClass ?? '').trim().split(/\s+/).at(-1) ?? ''
  return last.toLowerCase().replace(/^fa-/, '')
}

/** The class as products and templates store it. */
export function iconClassOf(bareName: string): string {
  return `fa-solid fa-${bareName}`
}

// Runs before the first paint so that a dark screen never flashes white. A file of its own: no inline script is needed.
;(() => {
  let scheme = 'auto'
  try {
    scheme = localStorage.getItem('omnicrm.color-scheme') || 'auto'
  } catch {}
  const isDark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light')
})()

/**
 * Says that the server cannot be reached and tries again by itself.
 * Plain DOM and English: neither design nor translations can be counted on here.
 */
export function showStartFailure(): void {
  const root = document.getElementById('root')
  if (!root) return
  const message = document.createElement('p')
  message.setAttribute('role', 'alert')
  message.textContent = 'The server cannot be reached. Trying again in 5 seconds.'
  message.style.cssText = 'font: 1rem system-ui, sans-serif; text-align: center; margin-block: 20vh'
  root.replaceChildren(message)
  setTimeout(() => location.reload(), 5000)
}

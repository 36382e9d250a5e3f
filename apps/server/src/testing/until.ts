import type { TestProduct } from './start-test-product.ts'

const LONGEST_MS = 20_000

/** Waits until the condition holds, looking again after each announcement on the channel. Fails when it never does. */
export function until(product: TestProduct, channel: string, condition: () => Promise<boolean>): Promise<void> {
  return new Promise((resolve, reject) => {
    let looking = Promise.resolve()
    const end = (error?: unknown): void => {
      clearTimeout(timer)
      clearInterval(poll)
      stop()
      if (error) reject(error)
      else resolve()
    }
    const look = (): void => {
      looking = looking.then(async () => {
        if (await condition()) end()
      }, end)
      looking.catch(end)
    }
    // Announcements come when they are due; the interval is for conditions that nothing announces.
    const poll = setInterval(look, 50)
    const timer = setTimeout(() => end(new Error(`waited in vain on ${channel}`)), LONGEST_MS)
    const stop = product.platform.live.subscribe(channel, look)
    look()
  })
}

import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'
import type { Logger } from '../logging.ts'
import { unpackChromium } from './unpack-chromium.ts'

export type ChromiumOptions = {
  /** folder of this instance for the unpacked browser */
  browserDir: string
  /** a Chromium of the machine's own instead of the bundled one */
  chromiumPath: string | undefined
  log: Logger
}

const ARGS = ['--disable-gpu', '--font-render-hinting=none', '--disable-dev-shm-usage', '--no-pings']

/**
 * Starts the browser that prints, without a network. Its sandbox is kept where the machine allows it; root cannot have one,
 * and neither can a machine without user namespaces.
 */
export async function launchChromium(options: ChromiumOptions): Promise<Browser> {
  const bundled = options.chromiumPath ? undefined : await unpackChromium(options.browserDir)
  const launch = (sandbox: boolean): Promise<Browser> =>
    chromium.launch({
      executablePath: options.chromiumPath ?? bundled?.executablePath ?? '',
      args: ARGS,
      chromiumSandbox: sandbox,
      // The product stops its parts in order itself.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      env: { ...process.env, ...bundled?.env },
    })
  if (process.getuid?.() === 0) return launch(false)
  try {
    return await launch(true)
  } catch (error) {
    options.log.warn(
      { err: error },
      'the PDF browser does not start inside its sandbox on this machine; it runs without',
    )
    return launch(false)
  }
}

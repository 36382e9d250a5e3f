import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { unpackChromium } from '../apps/server/src/platform/pdf/unpack-chromium.ts'
import { PRODUCT_URL } from './product.ts'

// The same Chromium that prints the invoices: nothing is downloaded.
const browser = await unpackChromium(path.resolve(import.meta.dirname, '../.cache/browser'))

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  globalSetup: './start-product.ts',
  // Generous: the machine may have other work, and a failure shows by its assertion and not by the time it takes.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    actionTimeout: 15_000,
    baseURL: PRODUCT_URL,
    viewport: { width: 1360, height: 860 },
    locale: 'en-GB',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: browser.executablePath,
      chromiumSandbox: false,
      args: ['--disable-gpu', '--disable-dev-shm-usage', '--no-pings'],
      env: { ...process.env, ...browser.env },
    },
  },
})

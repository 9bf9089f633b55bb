import { defineConfig } from '@playwright/test';

/** Several may run their tests on one machine. */
const host = `127.0.0.1:${process.env.PORT ?? 3100}`;
const baseURL = `http://${host}`;
const phoneSpecs = /phone\.spec\.ts$/;

/** The built site (`make build`) in Debian's Chromium, on this machine only. */
export default defineConfig({
  testDir: './tests',
  reporter: 'list',
  workers: 2,
  // Files differ much in length.
  fullyParallel: true,
  retries: 0,
  // A stray `test.only` must not pass as a full run.
  forbidOnly: !!process.env.CI,
  use: {
    baseURL,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    {
      name: 'desktop',
      testIgnore: phoneSpecs,
      use: { viewport: { width: 1280, height: 800 } },
    },
    {
      name: 'phone',
      testMatch: phoneSpecs,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true },
    },
  ],
  webServer: {
    // In the repository's root, where the server finds content/ and target/site.
    cwd: '..',
    command: `target/release/model-atlas serve --addr ${host}`,
    url: baseURL,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});

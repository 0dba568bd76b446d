/** Started by run.mjs, which says where the program runs. */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const { E2E_URL, E2E_FOLDER = '', CHROMIUM_PATH, SHOTS } = process.env;

export const SESSION_FILE = join(E2E_FOLDER, 'session.json');

export default defineConfig({
  testDir: '.',
  outputDir: join(E2E_FOLDER, 'results'),
  reporter: 'list',
  // A slow machine is no failure.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  workers: 2,
  use: {
    baseURL: E2E_URL,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    launchOptions: { executablePath: CHROMIUM_PATH, args: ['--no-sandbox'] },
  },
  projects: [
    { name: 'sign-in', testMatch: 'sign-in.spec.ts' },
    {
      name: 'signed in',
      testIgnore: ['sign-in.spec.ts', 'sign-out.spec.ts'],
      dependencies: ['sign-in'],
      use: { storageState: SESSION_FILE },
    },
    // Pictures, not a test: `npm run shots`.
    ...(SHOTS
      ? [{ name: 'shots', testMatch: 'shots.ts', dependencies: ['sign-in'], use: { storageState: SESSION_FILE } }]
      : []),
  ],
});

/**
 * End-to-end tests: real Chromium, against an origin and a tracker that each test starts for itself.
 *
 * They test what `npm run build` made. No retries: a test that fails now and then is a defect. By default the whole player, page and
 * embed are used, in minutes; `GRAPEVINE_E2E=all` (set by `npm run test:e2e`) adds every part by itself, `GRAPEVINE_FULL=1` (set by
 * `npm run test:full`) e2e/full and the tests tagged `@full` besides.
 */
import { defineConfig } from 'playwright/test'
import { findChromium } from './scripts/lib/chromium.mjs'

const found = findChromium()
if ('missing' in found) throw new Error(`${found.missing} Set CHROMIUM_PATH to a Chromium or Chrome.`)

const full = process.env.GRAPEVINE_FULL === '1'
const all = full || process.env.GRAPEVINE_E2E === 'all'

/** Each part of the player and the embed by itself, each fault, each language: `npm run test:e2e` and the long suite have them. */
const PART_BY_PART = [
  'app-shell',
  'app-update',
  'background-sharing',
  'controls',
  'embed',
  'faults',
  'first-visit',
  'flows',
  'gallery',
  'governor',
  'hostile-feeds',
  'insecure',
  'install',
  'introductions',
  'join-token',
  'keeping',
  'ladder',
  'library-accessible',
  'library-cleared',
  'library-data',
  'library-focus',
  'library-keeping',
  'library-listening',
  'library-news',
  'library-tabs',
  'library-ways',
  'localisation',
  'long-lists',
  'looks',
  'notes',
  'play-wishes',
  'player-js',
  'queue-and-share',
  'real-feeds',
  'reach',
  'reading',
  'sharing-ui',
  'title-meter',
  'turns',
  'voice',
  'whole-files',
].map((name) => `**/${name}.e2e.ts`)

export default defineConfig({
  testDir: 'e2e',
  testMatch: /\.(e2e|spec|test)\.ts$/,
  // e2e/support has unit tests of its own, which vitest runs.
  // Tests that are long, or one more of their kind, are marked so.
  ...(full ? {} : { grepInvert: /@full/ }),
  testIgnore: ['**/support/**', ...(full ? [] : ['**/e2e/full/**']), ...(all ? [] : PART_BY_PART)],
  outputDir: 'test-results/e2e',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  // Sharing is capped at 1 Mbit/s: handing over an episode takes half a minute on a quiet machine.
  timeout: 120_000,
  globalTimeout: Number(process.env.GRAPEVINE_E2E_LIMIT_MS ?? (full ? 60 : all ? 40 : 9) * 60_000),
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env.CI === 'true',
  use: {
    browserName: 'chromium',
    headless: true,
    trace: 'off',
    launchOptions: {
      executablePath: found.path,
      args: [
        // Chromium refuses to run as root with its sandbox, and containers rarely let it have one.
        '--no-sandbox',
        // On a closed network Chromium's own errands only wait for time-outs.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--mute-audio',
      ],
    },
  },
})

#!/usr/bin/env node
/** The installed `grapevine` command: runs the bundle that comes with the package. */
import { existsSync } from 'node:fs'

const bundle = new URL('../dist/node/cli.mjs', import.meta.url)
if (existsSync(bundle)) {
  await import(bundle.href)
} else {
  console.error('This copy of Grapevine is not built. In a checkout: npm run grapevine -- help')
  process.exitCode = 1
}

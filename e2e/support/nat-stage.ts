/**
 * A stage across routers: the network of nat-network.ts, a published show on its internet, and a Chromium in each home.
 */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright/test'
import { publish } from '../../publish/index.ts'
import { Internet } from './internet.ts'
import { INTERNET_PORTS } from './internet-servers.ts'
import { rememberConnections } from './listened.ts'
import { Listener, type ListenerStage } from './listener.ts'
import { buildNatNetwork, type Home, INTERNET_ADDRESS, type NatNetwork } from './nat-network.ts'
import { needProgram } from './programs.ts'

const at = (port: number): string => `${INTERNET_ADDRESS}:${port}`
const PAGE = `http://${at(INTERNET_PORTS.page)}`
const ORIGIN = `http://${at(INTERNET_PORTS.origin)}`

export interface NatStage {
  readonly network: NatNetwork
  readonly internet: Internet
  /** A listener who shares, in a fresh profile, behind this home's router. */
  listenAt(home: Home, name: string): Promise<Listener>
  /** Ends everything, whatever of it fails. */
  close(): Promise<void>
}

/** @param launch how Chromium is started elsewhere; here each home's runs in its network namespace */
export async function openNatStage(launch: LaunchOptions): Promise<NatStage> {
  const disposers: (() => unknown)[] = []
  const close = async (): Promise<void> => {
    for (const dispose of disposers.splice(0).reverse()) {
      try {
        await dispose()
      } catch (error) {
        console.error(`Cleaning up: ${error}`)
      }
    }
  }
  try {
    const network = buildNatNetwork()
    disposers.push(network.remove)
    const folder = await mkdtemp(join(tmpdir(), 'grapevine-nat-'))
    disposers.push(() => rm(folder, { recursive: true, force: true }))
    const showDir = join(folder, 'show')
    const tracker = `ws://${at(INTERNET_PORTS.tracker)}/tracker`
    const report = await publish({
      feed: 'public/demo',
      outDir: showDir,
      baseUrl: `${ORIGIN}/`,
      trackers: [tracker],
      waveforms: false,
    })
    const internet = await Internet.start(network.internet, showDir)
    disposers.push(() => internet.stop())
    const browsers: Record<Home, Browser> = {
      a: await launchIn(network.homes.a, folder, launch),
      b: await launchIn(network.homes.b, folder, launch),
    }
    disposers.push(
      () => browsers.a.close(),
      () => browsers.b.close(),
    )
    const stage: Omit<ListenerStage, 'browser'> = {
      pageUrl: `${PAGE}/?feed=${encodeURIComponent(`${ORIGIN}/feed.xml`)}`,
      report,
      showDir,
      origin: {
        mediaBytes: () => {
          throw new Error('counted in another process: internet.ask("mediaBytes", name) knows')
        },
      },
    }
    return {
      network,
      internet,
      listenAt: (home, name) =>
        Listener.open({ ...stage, browser: browsers[home] }, name, {
          consent: 'yes',
          scripts: [rememberConnections],
        }),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Playwright starts the browser as a program with arguments, so the namespace is entered by a program of ours. */
async function launchIn(namespace: string, folder: string, launch: LaunchOptions): Promise<Browser> {
  const program = join(folder, `chromium-${namespace}`)
  await writeFile(
    program,
    `#!/bin/sh\nexec '${needProgram('ip')}' netns exec '${namespace}' '${launch.executablePath}' "$@"\n`,
  )
  await chmod(program, 0o700)
  return chromium.launch({
    ...launch,
    executablePath: program,
    args: [
      ...(launch.args ?? []),
      // A secure context without a certificate: what the page is at https: on the web.
      `--unsafely-treat-insecure-origin-as-secure=${PAGE}`,
      // Candidates with the true private addresses, so that it is the routers that keep listeners apart.
      '--disable-features=WebRtcHideLocalIpsWithMdns',
    ],
  })
}

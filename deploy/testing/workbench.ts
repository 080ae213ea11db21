/**
 * What every test of an operator's files needs: a folder of its own, programs that end with the test, free ports, a certificate.
 *
 * Each file of deploy/ is used as it is shipped, but for ports, paths and names, which `withChanges` puts others in place of.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { needProgram } from '../../e2e/support/programs.ts'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const DEPLOY = join(ROOT, 'deploy')

/** How long a program may take to say or do what it was started for. */
export const PATIENCE_MS = 30_000

export interface Certificate {
  readonly certFile: string
  readonly keyFile: string
  /** PEM, for clients to believe in. */
  readonly cert: string
}

export interface Program {
  readonly child: ChildProcess
  /** All it has printed so far. */
  output(): string
  /** Its exit code; a signal that ended it is null. */
  readonly ended: Promise<number | null>
}

export class Workbench {
  readonly folder: string
  readonly #disposers: (() => unknown)[] = []

  private constructor(folder: string) {
    this.folder = folder
    this.atEnd(() => rm(folder, { recursive: true, force: true }))
  }

  static async open(): Promise<Workbench> {
    return new Workbench(await mkdtemp(join(tmpdir(), 'grapevine-deploy-')))
  }

  /** Runs when the bench is closed; the last one first. */
  atEnd(dispose: () => unknown): void {
    this.#disposers.push(dispose)
  }

  async close(): Promise<void> {
    for (const dispose of this.#disposers.splice(0).reverse()) await dispose()
  }

  at(name: string): string {
    return join(this.folder, name)
  }

  async write(name: string, text: string): Promise<string> {
    await writeFile(this.at(name), text)
    return this.at(name)
  }

  /** Starts a program, in this bench's folder; ended with the bench, by `goodbye` where it has children of its own to end. */
  start(
    command: string,
    args: readonly string[],
    options: { env?: NodeJS.ProcessEnv; cwd?: string; goodbye?: NodeJS.Signals } = {},
  ): Program {
    const child = spawn(command, args, {
      cwd: options.cwd ?? this.folder,
      env: { PATH: process.env.PATH, HOME: this.folder, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text
      })
    }
    const ended = once(child, 'close').then(([code]) => code as number | null)
    this.atEnd(async () => {
      child.kill(options.goodbye ?? 'SIGKILL')
      await ended
    })
    return { child, output: () => printed, ended }
  }

  /** A self-made certificate for `localhost` and this machine's loopback addresses. */
  async certificate(name = 'tls'): Promise<Certificate> {
    const [certFile, keyFile] = [this.at(`${name}.crt`), this.at(`${name}.key`)]
    await ask(needProgram('openssl'), [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
      ...['-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-out', certFile, '-keyout', keyFile],
    ])
    return { certFile, keyFile, cert: await readFile(certFile, 'utf8') }
  }
}

/**
 * Tries again and again what a program that was just started can't do yet.
 * @throws with all it has printed, where it ended or takes too long
 */
export async function untilServed<T>(program: Program, attempt: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      const { exitCode } = program.child
      if (exitCode === null && performance.now() < giveUpAt) await sleep(50)
      else
        throw new Error(`${program.child.spawnfile} (${exitCode ?? 'still running'}): ${program.output()}`, {
          cause: error,
        })
    }
  }
}

/** @returns what a program prints. @throws where it fails, with what it said */
export async function ask(command: string, args: readonly string[], cwd = ROOT): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(command, args, { cwd, timeout: PATIENCE_MS })
  return `${stdout}${stderr}`
}

/** @returns so many ports of the loopback that are free now, all different */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      return (server.address() as AddressInfo).port
    }),
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

/**
 * A file of deploy/ with others in place of some of its words.
 * @throws where one of them is not in it: the file has changed, and the test has to know
 */
export async function withChanges(name: string, changes: Readonly<Record<string, string>>): Promise<string> {
  return Object.entries(changes).reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`deploy/${name} has no “${from}”`)
      return text.replaceAll(from, to)
    },
    await readFile(join(DEPLOY, name), 'utf8'),
  )
}

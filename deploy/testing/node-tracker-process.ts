/** The tracker as operators run it: `grapevine tracker` in a process of its own, from source. */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Program, ROOT, untilServed, type Workbench } from './workbench.ts'

const FROM_SOURCE = [
  '--import',
  pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href,
  join(ROOT, 'publish/cli.ts'),
]

export interface TrackerProcess extends Program {
  readonly port: number
  signal(name: NodeJS.Signals): void
}

/** @param port 0 takes a free one. @returns once it listens */
export async function startTrackerProcess(
  bench: Workbench,
  args: readonly string[],
  port = 0,
): Promise<TrackerProcess> {
  const program = launchTracker(bench, ['--port', String(port), ...args])
  return { ...program, port: await portOf(program), signal: (name) => void program.child.kill(name) }
}

/** What Node is to run. */
export const trackerArguments = (args: readonly string[]): readonly string[] => [...FROM_SOURCE, 'tracker', ...args]

/** As {@link startTrackerProcess}, without waiting for it. */
export function launchTracker(bench: Workbench, args: readonly string[]): Program {
  return bench.start(process.execPath, trackerArguments(args))
}

/** Its log's first line names its address. */
export function portOf(program: Program): Promise<number> {
  return untilServed(program, async () => {
    const port = /wss?:\/\/(?:[\w.]+|\[[^\]]*\]):(\d+)/.exec(program.output())?.[1]
    if (port === undefined) throw new Error('it has not said where it listens')
    return Number(port)
  })
}

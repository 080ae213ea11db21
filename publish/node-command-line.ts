/**
 * What all commands share: how a command line is read, what a mistake in it is, and how a running one hears that it is to stop.
 */
import { parseArgs } from 'node:util'
import type { TrackerLog, TrackerSettings } from '../tracker/index.ts'

export interface CommandPorts {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
  /** Where a server says what happens to it while it runs. */
  readonly openLog: (level: TrackerSettings['logLevel']) => TrackerLog
  /** Like `process.env`. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Aborted when the user asks a server to stop at once. */
  readonly stop: AbortSignal
  /** Aborted when a server is to stop in its own time, and to lose nobody over it. */
  readonly drain: AbortSignal
  /** Has the listener run each time a server is to read its files again. @returns what ends that */
  readonly onReload: (listener: () => void) => () => void
}

/** A mistake on the command line. */
export class UsageError extends Error {}

export type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>

/** @throws UsageError */
export function parse<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    // Its words go on to explain how to pass a value that starts with a dash, which helps nobody here.
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error))
  }
}

export function untilAborted(...signals: readonly AbortSignal[]): Promise<void> {
  const any = AbortSignal.any([...signals])
  if (any.aborted) return Promise.resolve()
  return new Promise((done) => any.addEventListener('abort', () => done(), { once: true }))
}

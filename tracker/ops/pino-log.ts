/**
 * The tracker's log on stdout, by pino: one JSON object a line for machines, plain lines where a person looks on.
 *
 * The plain lines are our own few: pino-pretty would be a dozen more packages on an operator's machine for a clock and a colour. Neither
 * process id nor host name is in them, since whoever collects logs adds both. What may be told at all: `tracker-log.ts`.
 */
import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino'
import type { TrackerSettings } from './settings.ts'
import type { TrackerLog } from './tracker-log.ts'

export interface LogOptions {
  readonly level: TrackerSettings['logLevel']
  /** Where lines go, each with its line end. Default: stdout, written before the call returns, so that a crash loses none. */
  readonly out?: DestinationStream
  /** Whether a person reads along. Default: whether stdout is a terminal. */
  readonly isTerminal?: boolean
}

export function openTrackerLog({
  level,
  out = destination({ dest: 1, sync: true }),
  isTerminal = process.stdout.isTTY === true,
}: LogOptions): TrackerLog {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const logger = pino(options, isTerminal ? { write: (json) => out.write(lineForPeople(json)) } : out)
  return {
    info: (line, fields = {}) => logger.info(fields, line),
    warn: (line, fields = {}) => logger.warn(fields, line),
  }
}

/** `20:15:07 warn the list can't be read (file: allowlist.txt, files: 12)` */
function lineForPeople(json: string): string {
  const { time, level, msg, ...fields } = JSON.parse(json) as Readonly<Record<string, unknown>>
  const clock = new Date(String(time)).toTimeString().slice(0, 8)
  const told = Object.entries(fields).map(([name, value]) => `${name}: ${value}`)
  return `${clock} ${level} ${msg}${told.length === 0 ? '' : ` (${told.join(', ')})`}\n`
}

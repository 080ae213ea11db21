/** Where the tracker says what happens to it. Never a line per message: a client could fill a disk with those. */
export interface TrackerLog {
  info(line: string): void
  warn(line: string): void
}

export const silentLog: TrackerLog = { info() {}, warn() {} }

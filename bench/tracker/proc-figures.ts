/** Reads what Linux says of a process (proc(5)). Pure: texts in, figures out. */

/**
 * Processor time of a process and all its threads, those that ended included.
 * @param stat /proc/PID/stat
 * @param ticksPerSecond `getconf CLK_TCK`
 */
export function cpuSecondsOf(stat: string, ticksPerSecond: number): number {
  // The second field is the command in parentheses, which may hold both spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // Counted from state, the third field; utime is the 14th, stime the 15th.
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** @param rollup /proc/PID/smaps_rollup @returns resident bytes, pages shared with others included */
export function residentBytesOf(rollup: string): number {
  const kilobytes = /^Rss:\s+(\d+) kB$/m.exec(rollup)?.[1]
  return Number(kilobytes ?? Number.NaN) * 1024
}

/** @param limits /proc/PID/limits @returns how many files and sockets the process may have open */
export function maxOpenFilesOf(limits: string): number {
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits)?.[1]
  return hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard ?? Number.NaN)
}

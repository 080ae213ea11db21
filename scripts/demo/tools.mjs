/** Runs the outside programs, and asks them for measurements. Their failures end the run with their own words. */
import { spawnSync } from 'node:child_process'

/** Runs a program to its end. @returns {{ out: string, err: string }} */
export function run(program, args, input) {
  const done = spawnSync(program, args.map(String), { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (done.error) throw new Error(`${program} could not be started: ${done.error.message}`)
  if (done.status !== 0) throw new Error(`${program} failed:\n${done.stderr.slice(-2000)}`)
  return { out: done.stdout, err: done.stderr }
}

export function ffmpeg(...args) {
  return run('ffmpeg', ['-hide_banner', '-nostdin', '-y', ...args])
}

/** Programme loudness (LUFS, EBU R 128) and true peak (dBTP) of a file. */
export function loudness(file) {
  const { err } = ffmpeg('-nostats', '-i', file, '-vn', '-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-')
  const summary = err.slice(err.lastIndexOf('Summary:'))
  return {
    lufs: Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]),
    peak: Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]),
  }
}

/** Seconds, as the container says. */
export function durationOf(file) {
  return Number(run('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file]).out)
}

export const gain = (decibels) => 10 ** (decibels / 20)

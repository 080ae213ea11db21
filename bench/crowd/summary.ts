/** Sums a system's rounds up to one line. Pure. */
import { median, quantile } from '../support/figures.ts'
import type { Run, RunPlan } from './crowd-run.ts'

/** @param fileBytes of the episode */
export function sumUp({ system, n, rate, gapSeconds }: RunPlan, rounds: readonly Run[], fileBytes: number) {
  const listeners = rounds.flatMap((round) => round.listeners)
  const total = (of: (round: Run) => number) => rounds.reduce((sum, round) => sum + of(round), 0)
  const each = (of: (round: Run) => number) => Math.round(total(of) / rounds.length)
  const firstSounds = rounds.map((round) => round.listeners.map(({ ttfaMs }) => ttfaMs ?? Number.NaN))
  return {
    system,
    n,
    rounds: rounds.length,
    rate,
    gapSeconds,
    /** 1 - media bytes the origin sent / (listeners x file size) */
    offload: rounded(1 - total(({ mediaBytes }) => mediaBytes) / (listeners.length * fileBytes), 3),
    /** The host pays for one copy. */
    limit: rounded(1 - 1 / n, 3),
    /** Of several rounds: the median of the rounds' medians, likewise for p90. `null`: most never heard a thing. */
    ttfaMedianMs: ms(median(firstSounds.map(median))),
    ttfaP90Ms: ms(median(firstSounds.map((times) => quantile(times, 0.9)))),
    ttfaMaxMs: ms(Math.max(...firstSounds.flat())),
    ttfaMediansMs: firstSounds.map((times) => ms(median(times))),
    ttfaP90sMs: firstSounds.map((times) => ms(quantile(times, 0.9))),
    stalls: listeners.reduce((sum, { stalls }) => sum + stalls, 0),
    stalledMs: listeners.reduce((sum, { stalledMs }) => sum + stalledMs, 0),
    /** Of all rounds' listeners: how many heard the end, how many never heard a sound. */
    listeners: listeners.length,
    ended: listeners.filter(({ ended }) => ended).length,
    silent: listeners.filter(({ ttfaMs }) => ttfaMs === null).length,
    timedOut: rounds.filter(({ timedOut }) => timedOut).length,
    /** Sent by the host, a round. */
    mediaBytes: each(({ mediaBytes }) => mediaBytes),
    codeBytes: each(({ codeBytes }) => codeBytes),
    torrentBytes: each(({ torrentBytes }) => torrentBytes),
    playlistBytes: each(({ playlistBytes }) => playlistBytes),
    fileBytes,
    /** Media, in the order of joining. */
    perListenerOriginBytes: Array.from({ length: n }, (_, index) =>
      each(({ byListener }) => byListener.get(index) ?? 0),
    ),
    firstPeerByteMsMedian: known(listeners.map(({ firstPeerByteMs }) => firstPeerByteMs)),
    lateSeconds: rounded(Math.max(...rounds.map(({ lateSeconds }) => lateSeconds)), 1),
    seconds: each(({ seconds }) => seconds),
    browserCpuSeconds: each(({ browserCpuSeconds }) => browserCpuSeconds),
    harnessCpuSeconds: each(({ harnessCpuSeconds }) => harnessCpuSeconds),
    errors: [...new Set(listeners.flatMap(({ error }) => error ?? []))],
  }
}

export type Figures = ReturnType<typeof sumUp>

/** Of those that have one. */
function known(values: readonly (number | null)[]): number | null {
  return ms(median(values.filter((value) => value !== null)))
}

/** JSON knows no NaN. */
function ms(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value) : null
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

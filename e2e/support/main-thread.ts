/**
 * What a page's main thread did, from a Performance trace (the Trace Event Format, as Chromium's DevTools records it).
 */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright/test'

/** One task of the main thread. */
export interface Task {
  /** Milliseconds by the clock: on a busy machine also those in which it was not running. */
  readonly wallMs: number
  /** Milliseconds of processor time. */
  readonly busyMs: number
  /** Scripts that ran in it: file name and function, the longest first. */
  readonly scripts: readonly string[]
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string; readonly data?: { readonly url?: string; readonly functionName?: string } }
}

/** Records all of `browser` until the returned function is called, which gives the tasks of `page`'s process longer than `atLeastMs`. */
export async function recordMainThread(
  browser: Browser,
  page: Page,
  path: string,
): Promise<(atLeastMs: number) => Promise<readonly Task[]>> {
  await browser.startTracing(page, {
    path,
    categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'v8.execute', '__metadata'],
  })
  return async (atLeastMs) => {
    await browser.stopTracing()
    const { traceEvents } = JSON.parse(await readFile(path, 'utf8')) as { traceEvents: readonly TraceEvent[] }
    return tasksOf(traceEvents, atLeastMs)
  }
}

/** Of every renderer's main thread. @throws Error where the trace holds none: it would prove nothing. */
export function tasksOf(events: readonly TraceEvent[], atLeastMs: number): readonly Task[] {
  const mainThreads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const onMain = events.filter(({ ph, pid, tid }) => ph === 'X' && mainThreads.has(`${pid} ${tid}`))
  const tasks = onMain.filter(({ name }) => name === 'RunTask')
  if (tasks.length === 0) throw new Error('the trace shows no task of any page')
  return tasks
    .filter(({ dur = 0 }) => dur >= atLeastMs * 1000)
    .map((task) => ({
      wallMs: (task.dur ?? 0) / 1000,
      busyMs: (task.tdur ?? task.dur ?? 0) / 1000,
      scripts: scriptsIn(task, onMain),
    }))
    .sort((a, b) => b.busyMs - a.busyMs)
}

function scriptsIn(task: TraceEvent, events: readonly TraceEvent[]): readonly string[] {
  const endUs = task.ts + (task.dur ?? 0)
  return events
    .filter(
      ({ name, pid, tid, ts }) =>
        pid === task.pid &&
        tid === task.tid &&
        ts >= task.ts &&
        ts < endUs &&
        /^(?:FunctionCall|EvaluateScript|v8\.)/.test(name),
    )
    .sort((a, b) => (b.dur ?? 0) - (a.dur ?? 0))
    .slice(0, 3)
    .map(({ name, dur = 0, args }) => {
      const { url = '', functionName = '' } = args?.data ?? {}
      return `${name} ${url.split('/').at(-1)} ${functionName} ${Math.round(dur / 1000)} ms`
    })
}

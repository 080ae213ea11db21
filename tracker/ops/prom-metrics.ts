/**
 * `/metrics`: the table of `metrics.ts` and the process's own, in Prometheus's text format, by prom-client.
 *
 * Numbers are looked up when somebody scrapes, never on the way of a message. Each tracker has a registry of its own. The process
 * has one too, made by the first scrape: what prom-client watches there (garbage collection, the event loop) it watches for good.
 */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { METRICS, type Metric, type MetricsText } from './metrics.ts'
import type { TrackerView } from './tracker-view.ts'

/**
 * Of the default metrics, those that list every descriptor or handle of the process at each scrape: 40 ms with 20,000 descriptors, in
 * which nobody else is served. (Three of them are gauges called `_total`, too, which promtool objects to.)
 */
const TOO_DEAR = [
  'process_open_fds',
  'nodejs_active_handles',
  'nodejs_active_handles_total',
  'nodejs_active_resources',
  'nodejs_active_resources_total',
  'nodejs_active_requests',
  'nodejs_active_requests_total',
]

let ofProcess: Registry | undefined

function processMetrics(): Registry {
  if (ofProcess) return ofProcess
  ofProcess = new Registry()
  collectDefaultMetrics({ register: ofProcess })
  for (const name of TOO_DEAR) ofProcess.removeSingleMetric(name)
  return ofProcess
}

export class PromMetrics {
  readonly #registry = new Registry()
  readonly #look: () => TrackerView
  #view: TrackerView | undefined

  /** @param look Asked once for each scrape. */
  constructor(look: () => TrackerView) {
    this.#look = look
    for (const metric of METRICS) this.#register(metric)
  }

  async read(): Promise<MetricsText> {
    this.#view = this.#look()
    const texts = [await this.#registry.metrics(), await processMetrics().metrics()]
    return { contentType: this.#registry.contentType, text: texts.join('') }
  }

  #register(metric: Metric): void {
    const { name, help } = metric
    const labelNames = 'label' in metric ? [metric.label] : []
    const common = { name, help, labelNames, registers: [this.#registry] }
    const samples = () => (this.#view === undefined ? [] : samplesOf(metric, this.#view))
    if (metric.type === 'gauge') {
      new Gauge({
        ...common,
        collect() {
          clear(this)
          for (const [labels, value] of samples()) this.set(labels, value)
        },
      })
    } else {
      new Counter({
        ...common,
        collect() {
          clear(this)
          for (const [labels, value] of samples()) this.inc(labels, value)
        },
      })
    }
  }
}

type Labels = Readonly<Record<string, string>>

function samplesOf(metric: Metric, view: TrackerView): readonly (readonly [Labels, number])[] {
  if (!('label' in metric)) {
    const value = metric.read(view)
    return value === undefined ? [] : [[{}, value]]
  }
  return Object.entries(metric.read(view) ?? {}).map(([value, count]) => [{ [metric.label]: value }, count])
}

/** `reset` alone leaves a metric without labels at 0, where there may be nothing to tell. */
function clear(metric: Gauge | Counter): void {
  metric.reset()
  metric.remove({})
}

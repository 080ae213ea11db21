/**
 * The published `bittorrent-tracker` client in Node, over a fake WebRTC (`node-fake-webrtc.mjs`).
 *
 * Its own WebRTC for Node is a native binary that an install without scripts does not have. Only the import of
 * `webrtc-polyfill` is answered otherwise; client, sockets and simple-peer are the published code. In real browsers: e2e.
 */
import { register } from 'node:module'
import type { StockClientClass } from 'bittorrent-tracker/client'

const fake = new URL('./node-fake-webrtc.mjs', import.meta.url).href
const hooks = `export async function resolve(specifier, context, next) {
  return specifier === 'webrtc-polyfill' ? { url: ${JSON.stringify(fake)}, shortCircuit: true } : next(specifier, context)
}`

export async function loadStockClient(): Promise<StockClientClass> {
  register(`data:text/javascript,${encodeURIComponent(hooks)}`)
  return (await import('bittorrent-tracker/client')).default
}

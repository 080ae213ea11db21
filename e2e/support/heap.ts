/**
 * What a page's memory holds after everything that can be collected was.
 *
 * Counted from a heap snapshot and without compiled code: V8 goes on compiling for a long time what runs often, some 2 MB of it, which
 * would hide what is kept by mistake.
 */
import type { CDPSession, Page } from 'playwright/test'

export interface HeapLook {
  /** Without {@link codeBytes}. */
  readonly usedBytes: number
  readonly codeBytes: number
  /** Objects of this kind that are alive, closed or not, and what was derived from it. */
  readonly peerConnections: number
}

/** @returns a look at the page's memory, to be called as often as wanted. */
export async function watchHeap(page: Page): Promise<() => Promise<HeapLook>> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('HeapProfiler.enable')
  return async () => {
    // Twice: what a finaliser lets go of is collected by the second.
    await cdp.send('HeapProfiler.collectGarbage')
    await cdp.send('HeapProfiler.collectGarbage')
    return { ...sizesIn(await takeSnapshot(cdp)), peerConnections: await countPeerConnections(cdp) }
  }
}

/** As Chromium writes it (V8's heap-snapshot-generator): all nodes in one array, so many numbers each. */
interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      readonly node_types: readonly [readonly string[], ...unknown[]]
    }
  }
  readonly nodes: readonly number[]
}

async function takeSnapshot(cdp: CDPSession): Promise<HeapSnapshot> {
  const chunks: string[] = []
  const take = ({ chunk }: { readonly chunk: string }): void => void chunks.push(chunk)
  cdp.on('HeapProfiler.addHeapSnapshotChunk', take)
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  cdp.off('HeapProfiler.addHeapSnapshotChunk', take)
  return JSON.parse(chunks.join('')) as HeapSnapshot
}

function sizesIn({ snapshot, nodes }: HeapSnapshot): Pick<HeapLook, 'usedBytes' | 'codeBytes'> {
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, size, code] = [fields.indexOf('type'), fields.indexOf('self_size'), types[0].indexOf('code')]
  if (type < 0 || size < 0 || code < 0) throw new Error('This heap snapshot is none that can be read here.')
  let [usedBytes, codeBytes] = [0, 0]
  for (let at = 0; at < nodes.length; at += fields.length) {
    const bytes = nodes[at + size] ?? 0
    if (nodes[at + type] === code) codeBytes += bytes
    else usedBytes += bytes
  }
  return { usedBytes, codeBytes }
}

/** A script that counts connections may have put a class of its own in place of the browser's: its prototype is one of the objects. */
const NATIVE_PROTOTYPE = `(() => {
  let found = RTCPeerConnection.prototype
  while (Object.getPrototypeOf(found) !== EventTarget.prototype) found = Object.getPrototypeOf(found)
  return found
})()`

async function countPeerConnections(cdp: CDPSession): Promise<number> {
  const objectGroup = 'count'
  const { result: prototype } = await cdp.send('Runtime.evaluate', { expression: NATIVE_PROTOTYPE, objectGroup })
  const prototypeObjectId = prototype.objectId ?? ''
  const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId, objectGroup })
  const { result } = await cdp.send('Runtime.callFunctionOn', {
    functionDeclaration: 'function () { return this.length }',
    objectId: objects.objectId ?? '',
    returnByValue: true,
  })
  await cdp.send('Runtime.releaseObjectGroup', { objectGroup })
  return Number(result.value)
}

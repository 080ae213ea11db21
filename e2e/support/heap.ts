/** What a page's memory holds after everything that can be collected was. */
import type { CDPSession, Page } from 'playwright/test'

export interface HeapLook {
  readonly usedBytes: number
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
    const { usedSize } = await cdp.send('Runtime.getHeapUsage')
    return { usedBytes: usedSize, peerConnections: await countPeerConnections(cdp) }
  }
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

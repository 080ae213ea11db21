/** Tabs of this site tell each other through a BroadcastChannel; where there is none, each tab is for itself. */
import { type LibraryChannel, type LibraryNews, parseNews } from './library-channel.ts'

export function openLibraryChannel(name: string): LibraryChannel | undefined {
  if (typeof BroadcastChannel !== 'function') return undefined
  let channel: BroadcastChannel
  try {
    channel = new BroadcastChannel(name)
  } catch {
    // Refused in opaque frames.
    return undefined
  }
  return {
    tell: (news: LibraryNews) => channel.postMessage(news),
    hear(listener) {
      const onMessage = ({ data }: MessageEvent): void => {
        const news = parseNews(data)
        if (news !== undefined) listener(news)
      }
      channel.addEventListener('message', onMessage)
      return () => channel.removeEventListener('message', onMessage)
    },
    close: () => channel.close(),
  }
}

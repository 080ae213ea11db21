import { expect, test } from 'vitest'
import { embedCodes } from './share-place.ts'

test('an episode with a JSON is embedded by it', () => {
  const { scriptCode, iframeCode } = embedCodes({
    episode: { jsonUrl: 'https://host.example/1.json' },
    playerFolder: 'https://show.example/p/',
    title: 'One',
  })
  expect(scriptCode).toBe(
    '<script type="module" async src="https://show.example/p/embed.js" data-episode="https://host.example/1.json"></script>',
  )
  expect(iframeCode).toContain('src="https://show.example/p/player.html?json=https%3A%2F%2Fhost.example%2F1.json"')
})

test('without one by feed and guid, and nothing in either breaks out of its attribute', () => {
  const { scriptCode, iframeCode } = embedCodes({
    episode: { feedUrl: 'https://host.example/f?a=1&b=2', guid: '"><script>alert(1)</script>' },
    playerFolder: 'https://show.example/',
    title: 'A "title" <b>',
  })
  expect(scriptCode).toContain('data-feed="https://host.example/f?a=1&amp;b=2"')
  expect(scriptCode).toContain('data-guid="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"')
  expect(iframeCode).toContain('title="A &quot;title&quot; &lt;b&gt;"')
  expect(`${scriptCode}${iframeCode}`.match(/<script/g)).toHaveLength(1)
})

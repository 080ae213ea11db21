import { expect, test } from 'vitest'
import { demoChapters, demoShow } from './demo/demo-show.ts'
import { systemMetadata } from './system-metadata.ts'

const [episode] = demoShow.episodes
if (episode === undefined) throw new Error('the demo show has no episode')
const show = { ...demoShow, imageUrl: 'https://host.example/cover.JPG?v=2' }

test('without chapters the episode is the title and the show the album', () => {
  expect(systemMetadata({ episode, show, chapters: [] }, 300)).toEqual({
    title: 'How a whisper crosses a valley',
    artist: 'Grapevine demo',
    album: 'Down the Lane',
    artwork: [{ src: 'https://host.example/cover.JPG?v=2', type: 'image/jpeg' }],
    chapterInfo: [],
  })
})

test('the chapter that is heard is the title, the show the artist, the episode the album', () => {
  const heard = systemMetadata({ episode, show, chapters: demoChapters }, 300)
  expect(heard).toMatchObject({
    title: 'Across the river, by lamp',
    artist: 'Down the Lane',
    album: 'How a whisper crosses a valley',
  })
  expect(heard.chapterInfo.map(({ startTime }) => startTime)).toEqual([0, 95, 260, 480])
})

test('before the first chapter, and in one without a title, the episode is the title', () => {
  const chapters = [
    { startSeconds: 10, title: 'One' },
    { startSeconds: 20, title: '' },
  ]
  expect(systemMetadata({ episode, show, chapters }, 5).title).toBe(episode.title)
  expect(systemMetadata({ episode, show, chapters }, 15).title).toBe('One')
  expect(systemMetadata({ episode, show, chapters }, 25).title).toBe(episode.title)
})

test('a chapter’s picture comes first; known pictures win over the feed’s; no size is made up', () => {
  const chapters = [{ startSeconds: 0, title: 'One', imageUrl: 'https://host.example/one' }]
  const artwork = [{ src: 'https://host.example/512.png', sizes: '512x512', type: 'image/png' }]
  expect(systemMetadata({ episode, show, chapters, artwork }, 0).artwork).toEqual([
    { src: 'https://host.example/one' },
    ...artwork,
  ])
  expect(systemMetadata({ episode, show: undefined, chapters: [] }, 0).artwork).toEqual([])
})

/** The listening page as an app, in one go: a listener's day. Each part by itself: library-*.e2e.ts. */
import { expect, showQuery, test } from './support/library-fixtures.ts'

test('a listener’s day: follow, hear, queue, keep, leave, come back, find all of it, without a network too', async ({
  stage,
  shows: { garden, harbour },
  visit,
}) => {
  const [frost, bench] = garden.episodes
  const [, ropes] = harbour.episodes
  if (frost === undefined || bench === undefined || ropes === undefined) throw new Error('no episodes')
  const a = await visit(showQuery(garden.feedUrl))
  await a.shows(garden.title)
  await a.follow()
  await a.keep(bench.title)
  await a.queue(bench.title)
  await a.playFromRow(frost.title)
  await a.reaches(1)
  await a.seekTo(50)
  await a.reaches(51)
  await a.isKept(bench.title)

  // Elsewhere meanwhile: what plays goes on.
  await a.goTo('Home')
  await expect(a.tile(garden.title)).toBeVisible()
  const before = await a.position()
  await a.reaches(before + 1)

  await a.open(showQuery(harbour.feedUrl))
  await a.shows(harbour.title)
  await a.follow()
  await a.queue(ropes.title)
  await a.goTo('Home')
  await expect(a.section('Your shows').getByRole('link')).toHaveCount(2 + 1)
  await expect(a.row(frost.title, a.section('Continue listening'))).toContainText('left')
  await expect(a.row(bench.title, a.section('Up next'))).toBeVisible()

  await a.goTo('Search')
  await a.page.getByRole('searchbox', { name: 'Search in your shows and episodes' }).fill('ropes')
  await expect(a.row(ropes.title)).toBeVisible()
  expect(a.page.url()).toContain('q=ropes')

  // Without a network: what was kept is there and plays.
  stage.origin.down = true
  await a.page.context().setOffline(true)
  await a.goToPart('Downloads')
  await expect(a.page.getByText('You are offline. What is kept here plays.')).toBeVisible()
  await a.playFromRow(bench.title)
  await a.reaches(1)
  await a.seekTo(70)
  await a.reaches(71)
  await a.goToPart('History')
  await expect(a.row(frost.title)).toBeVisible()
})

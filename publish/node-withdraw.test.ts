import { afterEach, beforeEach, expect, test } from 'vitest'
import { readAllowlist, withdraw } from './node-withdraw.ts'
import { makeFolder, type TestFolder } from './testing/node-show-folder.ts'

const [ONE, TWO] = ['11'.repeat(20), '22'.repeat(20)]

let folder: TestFolder
beforeEach(async () => {
  folder = await makeFolder()
})
afterEach(() => folder.remove())

const list = async () => (await folder.read('allowlist.txt')).toString()

test('an episode is taken back by its guid or by its info hash', async () => {
  await folder.write('allowlist.txt', `# mine\n${ONE}  Episode 1\n${TWO}  Episode 2\n`)
  await folder.write('grapevine.json', JSON.stringify({ version: 1, episodes: { one: { infoHash: ONE } } }))
  expect(await withdraw(folder.dir, 'one')).toEqual({ infoHash: ONE, name: 'Episode 1' })
  expect(await withdraw(folder.dir, TWO)).toEqual({ infoHash: TWO, name: 'Episode 2' })
  expect(await list()).toBe(`# mine\nwithdrawn ${ONE}  Episode 1\nwithdrawn ${TWO}  Episode 2\n`)
})

test('taking it back twice changes nothing', async () => {
  await folder.write('allowlist.txt', `${ONE}  Episode 1\n`)
  await withdraw(folder.dir, ONE)
  await withdraw(folder.dir, ONE)
  expect(await list()).toBe(`withdrawn ${ONE}  Episode 1\n`)
})

test('one that left the feed before is taken back by its info hash', async () => {
  expect(await withdraw(folder.dir, ONE)).toEqual({ infoHash: ONE, name: ONE })
  expect(await readAllowlist(folder.dir)).toMatchObject([{ infoHash: ONE, withdrawn: true }])
})

test.each(['', '{}', '[]', '{"episodes": 5}', '{"episodes": {"one": null}}', '{"episodes": {"two": {"infoHash": 5}}}'])(
  'a guid that %j does not know is refused in words',
  async (sidecar) => {
    await folder.write('grapevine.json', sidecar)
    for (const guid of ['one', 'two', '__proto__']) {
      await expect(withdraw(folder.dir, guid)).rejects.toMatchObject({ kind: 'bad-options' })
    }
  },
)

test('a list with mistakes is left as it is: what was taken back might be among them', async () => {
  await folder.write('allowlist.txt', 'withdrawn oops\n')
  await expect(withdraw(folder.dir, ONE)).rejects.toMatchObject({ kind: 'cannot-write' })
  await expect(readAllowlist(folder.dir)).rejects.toThrow(/line 1.*mend it/)
  expect(await list()).toBe('withdrawn oops\n')
})

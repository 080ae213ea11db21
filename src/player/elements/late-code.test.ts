import { expect, test } from 'vitest'
import { LateCode } from './late-code.ts'

/** Code that comes, or fails to, when the test says so; and a host that counts how often it was asked to draw. */
function stage() {
  const asked: { comes(code: string): void; fails(): void }[] = []
  const host = { drawn: 0, requestUpdate: () => void host.drawn++ }
  const late = new LateCode(
    host,
    () => new Promise<string>((comes, fails) => asked.push({ comes, fails: () => fails(new Error('offline')) })),
  )
  return { asked, host, late }
}

test('code is asked for with the first wish alone, and its host drawn anew when it is here', async () => {
  const { asked, host, late } = stage()
  expect(asked).toHaveLength(0)
  const loaded = late.load()
  void late.load()
  expect([asked.length, host.drawn, late.value]).toEqual([1, 0, undefined])
  asked[0]?.comes('code')
  await loaded
  await late.load()
  expect([asked.length, host.drawn, late.value, late.isMissing]).toEqual([1, 1, 'code', false])
})

test('what could not be loaded is told, and tried again with the next wish', async () => {
  const { asked, host, late } = stage()
  const first = late.load()
  asked[0]?.fails()
  await first
  expect([host.drawn, late.value, late.isMissing]).toEqual([1, undefined, true])
  const second = late.load()
  asked[1]?.comes('code')
  await second
  expect([host.drawn, late.value, late.isMissing]).toEqual([2, 'code', false])
})

import { expect, test } from 'vitest'
import { openFolder, startDemo } from './run-demo.ts'

test('the first thing that the demo says about its shop is the gap', async () => {
  const demo = startDemo(['--port', '0', '--data', openFolder()])
  await demo.says('The admin: ')
  demo.signal('SIGINT')
  const { stderr } = await demo.ended

  const [said] = /\w+ of your offers .*$/m.exec(stderr) ?? []
  expect(said).toMatch(
    /^(Two|Three) of your offers are for newcomers only\. \d+ regulars don't get them\. Including them would have cost €[\d,.]+ in the last 12 months\./,
  )
  expect(stderr.indexOf(said ?? '')).toBeLessThan(stderr.indexOf('rules are live'))
})

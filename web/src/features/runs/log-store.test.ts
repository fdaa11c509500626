import { describe, expect, it } from 'vitest'
import { LogStore, plain } from './log-store'

describe('the log', () => {
  it('drops whatever a terminal would obey', () => {
    expect(plain('\u001b[31mred\u001b[0m')).toBe('red')
    expect(plain('\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007')).toBe('link')
    expect(plain('a\u0000b\u0008c\u202ed')).toBe('abcd')
    expect(plain('\u001b[2J\u001b[1;1Hgone')).toBe('gone')
    expect(plain('tab\tstays')).toBe('tab\tstays')
  })
  it('takes a hundred thousand lines within a second, and tells of them a few times', async () => {
    const store = new LogStore()
    let told = 0
    store.subscribe(() => told++)
    const began = performance.now()
    for (let n = 0; n < 1000; n++) store.append('apply', `${'line of output\n'.repeat(100)}`)
    expect(performance.now() - began).toBeLessThan(1000)
    await new Promise((done) => setTimeout(done, 40))
    expect(store.all).toHaveLength(100_000)
    expect(told).toBeLessThan(10)
  })
})

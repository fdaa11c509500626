import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../app/globals.css', import.meta.url), 'utf8')
const block = (start: string) => css.slice(css.indexOf(start), css.indexOf('}', css.indexOf(start)))
const token = (text: string, name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(text)![1]!

function luminance(hex: string) {
  const [r, g, b] = [1, 3, 5].map((n) => parseInt(hex.slice(n, n + 2), 16) / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

for (const [theme, start] of [
  ['light', ':root'],
  ['dark', "[data-theme='dark']"],
] as const) {
  const text = block(start)
  describe(`tokens, ${theme}`, () => {
    for (const ink of ['text', 'text2', 'text3', 'accent', 'good', 'up', 'critical', 'high', 'medium', 'low', 'update', 'replace'])
      for (const ground of ['bg', 'surface', 'sunken'])
        it(`${ink} on ${ground} can be read`, () => expect(contrast(token(text, ink), token(text, ground))).toBeGreaterThanOrEqual(4.5))
    for (const soft of ['good', 'up', 'critical', 'high', 'medium', 'low', 'accent', 'update', 'replace'])
      it(`${soft} on its soft ground can be read`, () => expect(contrast(token(text, soft), token(text, `${soft}-soft`))).toBeGreaterThanOrEqual(4.5))
    for (const ground of ['bg', 'surface', 'sunken'])
      it(`controls stand out from ${ground}`, () => expect(contrast(token(text, 'edge'), token(text, ground))).toBeGreaterThanOrEqual(3))
  })
}

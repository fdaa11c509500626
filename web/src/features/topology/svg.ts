import type { Topology } from '@/api/shapes'
import { kindColor } from './kinds'
import { pathOf, type Layout } from './layout'

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The drawing as a file of its own, in the colours of the theme that is on. */
export function toSvg(topology: Topology, layout: Layout): string {
  const style = getComputedStyle(document.documentElement)
  const color = (name: string) => style.getPropertyValue(name).trim()
  const of = (css: string) => color(css.slice(4, -1))
  const [surface, line, edge, text, text2] = ['--surface', '--line2', '--edge', '--text', '--text2'].map(color)
  const groups = layout.groups.map((g) => {
    const label = topology.groups.find((x) => x.id === g.id)?.label ?? ''
    return `<rect x="${g.x}" y="${g.y}" width="${g.width}" height="${g.height}" rx="8" fill="${color(g.depth % 2 ? '--bg' : '--surface')}" stroke="${line}"/><text x="${g.x + 12}" y="${g.y + 22}" fill="${text2}" font-weight="550">${escape(label)}</text>`
  })
  const edges = layout.edges.map((e) => {
    const [end, before] = [e.points.at(-1)!, e.points.at(-2)!]
    const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI
    return `<path d="${pathOf(e.points)}" fill="none" stroke="${edge}"/><path d="M-7 -4 L0 0 L-7 4 z" fill="${edge}" transform="translate(${end.x} ${end.y}) rotate(${angle})"/>`
  })
  const nodes = layout.nodes.map((n) => {
    const part = topology.nodes.find((x) => x.id === n.id)!
    const short = (t: string) => escape(t.length > 26 ? `${t.slice(0, 25)}…` : t)
    return `<rect x="${n.x}" y="${n.y}" width="${n.width}" height="${n.height}" rx="6" fill="${surface}" stroke="${line}"/><rect x="${n.x}" y="${n.y + 8}" width="3" height="${n.height - 16}" fill="${of(kindColor(part.kind))}"/><text x="${n.x + 12}" y="${n.y + 21}" fill="${text}" font-weight="620">${short(part.label)}</text><text x="${n.x + 12}" y="${n.y + 37}" fill="${text2}" font-size="11">${short(part.detail)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -16 ${layout.width + 32} ${layout.height + 32}" font-family="Inter, Arial, sans-serif" font-size="13"><title>${escape(topology.title)}</title><rect x="-16" y="-16" width="${layout.width + 32}" height="${layout.height + 32}" fill="${color('--bg')}"/>${groups.join('')}${edges.join('')}${nodes.join('')}</svg>`
}

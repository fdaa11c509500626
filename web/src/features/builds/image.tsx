'use client'
import { Box } from 'lucide-react'
import { usePlace } from '@/shell/place'
import Link from 'next/link'
import { Button } from '@/ui/button'
import { Copy } from '@/ui/copy'
import { CardHead } from '@/ui/page'
import { size } from '@/ui/size'
import { count } from '../compare/words'
import { seconds, shortDigest, type Image } from './status'

const languages: Record<string, string> = { dockerfile: 'your Dockerfile', dotnet: '.NET', node: 'Node.js', python: 'Python', go: 'Go', java: 'Java', static: 'finished files' }

/** An image that a build made: what it is called, what it weighs, what it consists of. */
export function ImageCard({ image, onShow }: { image: Image; onShow: (what: 'sbom' | 'provenance') => void }) {
  const { to } = usePlace()
  const most = Math.max(...image.layers.map((l) => Number(l.size)), 1)
  return (
    <section aria-label={`Image of ${image.component}`} className="card mb-4 overflow-hidden">
      <CardHead
        title={
          <span className="inline-flex items-center gap-2">
            <Box size={15} aria-hidden="true" className="text-accent" /> {image.component}
          </span>
        }
        note={`${size(Number(image.size))} in ${count(image.layers.length, 'layer')} · ${seconds(image)}`}
      >
        <Button size="sm" onClick={() => onShow('sbom')}>
          Bill of materials
        </Button>
        <Button size="sm" onClick={() => onShow('provenance')}>
          Provenance
        </Button>
      </CardHead>
      <dl className="grid grid-cols-[130px_minmax(0,1fr)] gap-x-4 gap-y-1.5 px-3.5 py-3 max-sm:grid-cols-1">
        <Fact name="Image">
          <code className="break-all">{image.reference}</code> <Copy text={image.reference} label={`Copy the image of ${image.component}`} />
        </Fact>
        <Fact name="Made of">
          <code>{image.recipe}</code>
          {image.language !== 'dockerfile' && `, written for ${languages[image.language] ?? image.language}`}
        </Fact>
        <Fact name="Steps">
          {image.madeBy ? (
            <>
              None: the very same was made by{' '}
              <Link prefetch={false} className="link" href={to('/build/', { id: image.madeBy })}>
                an earlier build
              </Link>
              .
            </>
          ) : (
            `${count(Number(image.steps), 'step')}, ${Number(image.cachedSteps)} of them taken from what was built before`
          )}
        </Fact>
        <Fact name="Bases">
          {image.bases.length === 0
            ? 'none'
            : image.bases.map((base) => (
                <code key={base} className="block break-all">
                  {base}
                </code>
              ))}
        </Fact>
        <Fact name="Licences">
          {Number(image.packages) === 0 ? (
            'No package was found in it.'
          ) : (
            <>
              {count(Number(image.packages), 'package')}:{' '}
              {image.licenses.slice(0, 8).map((l, n) => (
                <span key={l.license}>
                  {n > 0 && ', '}
                  {l.license === '' ? <i>none stated</i> : l.license} ({Number(l.packages)})
                </span>
              ))}
              {image.licenses.length > 8 && ` and ${image.licenses.length - 8} more`}
            </>
          )}
        </Fact>
      </dl>
      <table className="w-full border-t border-line">
        <caption className="sr-only">Layers of {image.component}, from the base up</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Layer</th>
            <th scope="col">Share</th>
            <th scope="col">Size</th>
          </tr>
        </thead>
        <tbody>
          {image.layers.map((layer, n) => (
            <tr key={`${n} ${layer.digest}`}>
              <th scope="row" className="w-52 px-3.5 py-1 text-left font-normal max-sm:w-40">
                <code title={layer.digest}>{shortDigest(layer.digest)}</code>
              </th>
              <td className="py-1">
                <span aria-hidden="true" className="block h-2 rounded-tag bg-accent" style={{ width: `${Math.max(0.5, (Number(layer.size) / most) * 100)}%` }} />
              </td>
              <td className="w-24 px-3.5 py-1 text-right whitespace-nowrap text-text2">{size(Number(layer.size))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-text2 max-sm:pt-1">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}

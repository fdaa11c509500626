'use client'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { ask } from '@/api/client'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { download } from '@/ui/download'
import { Field } from '@/ui/field'
import { Load } from '@/ui/states'
import { moment } from '@/ui/time'
import { count } from '../compare/words'
import type { Build, Image } from './status'

interface Material {
  group?: string
  name: string
  version?: string
  purl?: string
  licenses?: { license?: { id?: string; name?: string } }[]
}
interface Bill {
  components?: Material[]
}
interface Provenance {
  buildDefinition: {
    externalParameters: { source: string; recipe: string; isGenerated: boolean }
    resolvedDependencies: { uri: string; digest: Record<string, string> }[]
  }
  runDetails: { builder: { id: string; version: Record<string, string> }; metadata: { startedOn: string; finishedOn: string } }
}

const most = 200

/** What was said of an image and signed: only what the project's key signed is shown. */
export function Said({ project, build, image, what, onClose }: { project: string; build: Build; image: Image; what: 'sbom' | 'provenance'; onClose: () => void }) {
  const query = useQuery({
    queryKey: ['project', project, 'build', build.id, image.component, what],
    queryFn: async () => await (await ask(`/api/v1/projects/${project}/builds/${build.id as string}/images/${image.component}/${what}`)).text(),
    staleTime: Infinity,
    retry: false,
  })
  const name = what === 'sbom' ? 'Bill of materials' : 'Provenance'
  return (
    <Dialog sheet title={`${name} of ${image.component}`} onClose={onClose}>
      <Load of={query}>
        {(text) => (
          <div className="space-y-4">
            <p className="text-text2">Read from the registry just now; the project’s key signed it.</p>
            {what === 'sbom' ? <Materials bill={JSON.parse(text) as Bill} /> : <CameAbout provenance={JSON.parse(text) as Provenance} />}
            <Button onClick={() => download(`${image.component}.${what === 'sbom' ? 'cdx' : 'provenance'}.json`, 'application/json', text)}>
              <Download size={15} aria-hidden="true" /> {what === 'sbom' ? 'CycloneDX' : 'SLSA'} as JSON
            </Button>
          </div>
        )}
      </Load>
    </Dialog>
  )
}

function Materials({ bill }: { bill: Bill }) {
  const [q, setQ] = useState('')
  const all = bill.components ?? []
  const wanted = q.toLowerCase()
  const found = all.filter((m) => `${m.purl ?? ''} ${m.name} ${licences(m)}`.toLowerCase().includes(wanted))
  if (all.length === 0) return <p>No package was found in it.</p>
  return (
    <>
      <Field label="Find" type="search" value={q} onChange={(e) => setQ(e.target.value)} hint={`${count(found.length, 'package')}${found.length > most ? `, the first ${most} below` : ''}.`} />
      <ul className="divide-y divide-line" aria-label="Packages">
        {found.slice(0, most).map((m, n) => (
          <li key={`${n} ${m.purl ?? m.name}`} className="py-1.5">
            <p className="flex justify-between gap-3">
              <span className="min-w-0 font-medium break-words">
                {m.group && `${m.group}/`}
                {m.name}
              </span>
              <span className="shrink-0 text-text2">{m.version}</span>
            </p>
            <p className="text-sm text-text3">{licences(m) || 'states no licence'}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

const licences = (m: Material) => (m.licenses ?? []).map((l) => l.license?.id ?? l.license?.name ?? '').filter(Boolean).join(', ')

function CameAbout({ provenance }: { provenance: Provenance }) {
  const { buildDefinition: built, runDetails: ran } = provenance
  const facts: [string, string][] = [
    ['Source', built.externalParameters.source],
    ['Recipe', `${built.externalParameters.recipe}${built.externalParameters.isGenerated ? ', written by the builder' : ''}`],
    ['Builder', [ran.builder.id, ...Object.values(ran.builder.version ?? {})].join(', ')],
    ['From', moment(ran.metadata.startedOn)],
    ['Until', moment(ran.metadata.finishedOn)],
  ]
  return (
    <>
      <dl className="space-y-2">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-sm text-text2">{name}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <h3 className="font-bold">What went in</h3>
        <ul className="space-y-2 pt-1">
          {built.resolvedDependencies.map((d) => (
            <li key={d.uri}>
              <p className="break-words">{d.uri}</p>
              {Object.entries(d.digest).map(([kind, value]) => (
                <code key={kind} className="block text-text2 break-all">
                  {kind}:{value}
                </code>
              ))}
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}

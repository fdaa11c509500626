'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { api, take, takeTagged } from '@/api/client'
import { asProblem } from '@/api/problem'
import { queries } from '@/api/queries'
import type { Validation } from '@/api/shapes'
import { usePlace } from '@/shell/place'
import { readOnly, type Work } from '@/shell/project-page'
import { Button, LinkButton } from '@/ui/button'
import { download } from '@/ui/download'
import { Answer, CardHead, PageHead } from '@/ui/page'
import { Load, ProblemBox, Skeleton } from '@/ui/states'
import { count } from '../compare/words'

const Editor = dynamic(() => import('./editor').then((m) => m.Editor), { ssr: false, loading: () => <Skeleton className="size-full" /> })
interface Manifest {
  text: string
  version: number
  validation: Validation
  tag: string
}

export function System({ work }: { work: Work }) {
  const manifest = useQuery({ ...queries.manifest(work.project.slug), staleTime: Infinity })
  return (
    <Load of={manifest} loading={<Skeleton className="h-[70dvh]" />}>
      {(data) => <Edited key={data.tag} work={work} manifest={data} />}
    </Load>
  )
}

function Edited({ work, manifest }: { work: Work; manifest: Manifest }) {
  const { get, go } = usePlace()
  const cache = useQueryClient()
  const [text, setText] = useState(manifest.text)
  const [error, setError] = useState<unknown>(null)
  const [waits, setWaits] = useState(false)
  // The editor holds its own text; a new round begins it anew.
  const [round, setRound] = useState(0)
  const changed = text !== manifest.text
  const slug = work.project.slug
  const checked = useChecked(slug, text, manifest)
  const faults = checked.diagnostics.filter((d) => d.severity === 'error')
  const why = readOnly(work)
  const isEmpty = manifest.text === ''

  useEffect(() => {
    if (!changed) return
    const ask = (e: BeforeUnloadEvent) => e.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [changed])

  const save = async (text: string) => {
    if (text === manifest.text || why || waits) return
    setWaits(true)
    setError(null)
    try {
      const { data, tag } = await takeTagged(
        api.PUT('/api/v1/projects/{project}/manifest', {
          params: { path: { project: slug }, query: { draft: true }, header: { 'If-Match': manifest.tag } },
          body: { text },
        }),
      )
      // Every evaluation of before is of another text now.
      await cache.invalidateQueries({ queryKey: ['project', slug], predicate: (q) => q.queryKey[2] !== 'manifest' })
      cache.setQueryData(queries.manifest(slug).queryKey, { text, version: data.version, validation: data.validation as unknown as Validation, tag })
    } catch (refused) {
      setError(refused)
    }
    setWaits(false)
  }
  const reload = async () => {
    setError(null)
    await cache.invalidateQueries({ queryKey: queries.manifest(slug).queryKey })
  }

  return (
    <>
      <PageHead
        title="System"
        sub={`infrar.yaml, version ${manifest.version}. What the system is made of, what it needs, and where it may run.`}
        actions={
          <>
            {changed && (
              <Button
                disabled={waits}
                onClick={() => {
                  setText(manifest.text)
                  setRound(round + 1)
                }}
              >
                Undo all
              </Button>
            )}
            <Button onClick={() => download('infrar.yaml', 'text/yaml', text)} className="max-sm:hidden">
              Download
            </Button>
            <Button look="primary" because={why} disabled={!changed} waits={waits} onClick={() => void save(text)}>
              {faults.length > 0 && changed ? 'Save as a draft' : 'Save'}
            </Button>
          </>
        }
      />
      <Answer action={!changed && faults.length === 0 && !isEmpty ? <LinkButton href={`/compare/?p=${slug}`}>Compare hosting options</LinkButton> : undefined}>
        {isEmpty && !changed ? (
          <b>There is no manifest yet. Write one here, or take what an upload proposes.</b>
        ) : faults.length > 0 ? (
          <>
            <b>{count(faults.length, 'fault')} to mend.</b> While there are some, it can be kept as a draft; nothing is placed or priced from it.
          </>
        ) : (
          <>
            <b>The manifest is valid.</b> {about(work)} {changed ? 'Not saved yet.' : ''}
          </>
        )}
      </Answer>
      {error !== null && (
        <div className="space-y-2 pb-3.5">
          <ProblemBox error={error} />
          {asProblem(error).status === 412 && <Button onClick={() => void reload()}>Load the newer version (yours is lost; download it first)</Button>}
        </div>
      )}
      {why && <p className="pb-3 text-text2">{why}</p>}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <section aria-label="Editor" className="card h-[calc(100dvh-210px)] min-h-[380px] overflow-hidden">
          <Editor
            key={round}
            text={manifest.text}
            readOnly={why !== null}
            diagnostics={checked.diagnostics}
            line={Number(get('line')) || null}
            onChange={setText}
            onSave={(now) => void save(now)}
          />
        </section>
        <section aria-label="Diagnostics" className="card self-start lg:max-h-[calc(100dvh-210px)] lg:overflow-auto">
          <CardHead title="Diagnostics" note={checked.diagnostics.length === 0 ? 'Nothing is wrong' : `${checked.diagnostics.length}`} />
          <ul className="divide-y divide-line">
            {checked.diagnostics.map((d, n) => {
              const Icon = d.severity === 'error' ? CircleAlert : TriangleAlert
              return (
                <li key={`${d.code}${d.line}${d.column}${n}`} className="relative flex gap-2.5 px-3.5 py-2.5 hover:bg-bg">
                  <Icon size={15} aria-label={d.severity} className={`mt-0.5 ${d.severity === 'error' ? 'text-critical' : 'text-medium'}`} />
                  <span className="min-w-0">
                    <button type="button" className="text-left after:absolute after:inset-0" onClick={() => go({ line: String(d.line) })}>
                      {d.detail}
                    </button>
                    {d.mend && <span className="block text-text2">{d.mend}</span>}
                    <span className="block text-sm text-text3">
                      line {d.line}, column {d.column} · {d.code}
                    </span>
                  </span>
                </li>
              )
            })}
            {checked.diagnostics.length === 0 && (
              <li className="flex gap-2.5 px-3.5 py-3 text-text2">
                <CircleCheck size={15} aria-hidden="true" className="mt-0.5 text-good" /> Every fault would be listed here, with its place and its mend.
              </li>
            )}
          </ul>
        </section>
      </div>
    </>
  )
}

/** What the platform says of the text, asked once the typing rests. */
function useChecked(project: string, text: string, manifest: Manifest): Validation {
  const [said, setSaid] = useState<{ of: string; validation: Validation }>({ of: manifest.text, validation: manifest.validation })
  useEffect(() => {
    if (text === said.of) return
    const stop = new AbortController()
    const timer = setTimeout(() => {
      take(api.POST('/api/v1/projects/{project}/manifest/validate', { params: { path: { project } }, body: { text }, signal: stop.signal }))
        .then((validation) => setSaid({ of: text, validation: validation as unknown as Validation }))
        .catch(() => null)
    }, 350)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [project, text, said.of])
  return said.validation
}

const about = (work: Work) =>
  work.environments.length > 0
    ? `${count(work.environments.length, 'environment')}: ${work.environments.map((e) => `${e.name} (${count(e.strategies.length, 'hosting option')})`).join(', ')}.`
    : ''

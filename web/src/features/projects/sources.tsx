'use client'
import { useQueryClient } from '@tanstack/react-query'
import clsx from 'clsx'
import { FileArchive, FileCode2, FolderGit2, Sparkles, UploadCloud } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useId, useRef, useState, type DragEvent, type ReactNode } from 'react'
import { api, onceKey, take, type Schemas } from '@/api/client'
import { usePlace } from '@/shell/place'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { size } from '@/ui/size'
import { ProblemBox } from '@/ui/states'
import { useSending, text } from '../account/use-form'
import { beginUpload, sendUpload, tarOf } from './upload'

const kinds = [
  { id: 'archive', title: 'Sources', note: 'A zip or tar of what you have', Icon: FileArchive },
  { id: 'git', title: 'Git repository', note: 'Fetched once, over https', Icon: FolderGit2 },
  { id: 'compose', title: 'Compose or manifest', note: 'compose.yaml, infrar.yaml', Icon: FileCode2 },
  { id: 'example', title: 'Example', note: 'Infrar’s own system', Icon: Sparkles },
] as const
type Kind = (typeof kinds)[number]['id']

/** Where a project's manifest comes from. */
export function Sources({ project }: { project: Schemas['ProjectResponse'] }) {
  const [kind, setKind] = useState<Kind>('archive')
  const name = useId()
  return (
    <div className="space-y-3.5">
      <fieldset className="grid grid-cols-4 gap-2.5 max-md:grid-cols-2">
        <legend className="pb-2 font-medium">What is it made of?</legend>
        {kinds.map(({ id, title, note, Icon }) => (
          <label
            key={id}
            className={clsx(
              'card relative flex gap-2.5 p-3 has-focus-visible:outline-2 has-focus-visible:outline-accent',
              kind === id ? 'border-accent bg-accent-soft' : 'hover:border-edge',
            )}
          >
            <input type="radio" name={name} className="absolute inset-0 size-full appearance-none outline-none" checked={kind === id} onChange={() => setKind(id)} />
            <Icon size={18} strokeWidth={1.7} aria-hidden="true" className="mt-px text-accent" />
            <span className="min-w-0">
              <span className="block font-bold">{title}</span>
              <span className="block text-sm text-text2">{note}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {kind === 'archive' && <Archive project={project.slug} />}
      {kind === 'git' && <Git project={project.slug} />}
      {kind === 'compose' && <OneFile project={project.slug} />}
      {kind === 'example' && <Example project={project.slug} />}
    </div>
  )
}

/** A place to drop one file on, which is a button too. */
export function Drop({ accept, hint, disabled, onFile }: { accept: string; hint: ReactNode; disabled?: boolean; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file && !disabled) onFile(file)
  }
  return (
    <div
      onDragOver={(e) => {
        e.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={clsx(
        'grid place-items-center gap-2 rounded-card border border-dashed px-6 py-10 text-center transition-colors',
        over ? 'border-accent bg-accent-soft' : 'border-edge bg-surface',
      )}
    >
      <UploadCloud size={26} strokeWidth={1.5} aria-hidden="true" className="text-accent" />
      <p className="font-medium">Drop the file here</p>
      <p className="max-w-[60ch] text-sm text-text2">{hint}</p>
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={input}
        type="file"
        aria-label="File"
        accept={accept}
        className="sr-only"
        tabIndex={-1}
        onChange={(e) => {
          const file = e.target.files?.[0]
          e.target.value = ''
          if (file) onFile(file)
        }}
      />
    </div>
  )
}

/** Sends a file as an upload; `onSent` gets its id once all of it is there. */
export function useUpload(project: string, onSent: (upload: string) => void) {
  const [sent, setSent] = useState<{ name: string; bytes: number; of: number } | null>(null)
  const [error, setError] = useState<unknown>(null)
  const stop = useRef<AbortController>(null)
  const send = async (file: File) => {
    setError(null)
    stop.current = new AbortController()
    setSent({ name: file.name, bytes: 0, of: file.size })
    try {
      const upload = await beginUpload(project, file)
      await sendUpload(upload, file, (bytes) => setSent({ name: file.name, bytes, of: file.size }), stop.current.signal)
      onSent(upload.id)
    } catch (refused) {
      if (!stop.current.signal.aborted) setError(refused)
    }
    setSent(null)
  }
  return { sent, error, send, cancel: () => stop.current?.abort() }
}

export function Progress({ sent, onCancel }: { sent: { name: string; bytes: number; of: number }; onCancel: () => void }) {
  return (
    <div className="card space-y-2 p-4">
      <div className="flex items-center gap-3">
        <p className="min-w-0 grow truncate font-medium">{sent.name}</p>
        <p className="text-text2">
          {size(sent.bytes)} of {size(sent.of)}
        </p>
        <Button size="sm" onClick={onCancel}>
          Stop
        </Button>
      </div>
      <progress value={sent.bytes} max={Math.max(1, sent.of)} aria-label={`Sending ${sent.name}`} className="bar h-1.5 w-full" />
      <p className="text-sm text-text3">A lost connection is taken up again where it stood. Stopped, choose the same file and it goes on from there.</p>
    </div>
  )
}

function Archive({ project }: { project: string }) {
  const { go } = usePlace()
  const { sent, error, send, cancel } = useUpload(project, (upload) => go({ upload }, 'push'))
  return (
    <>
      {sent ? (
        <Progress sent={sent} onCancel={cancel} />
      ) : (
        <Drop accept=".zip,.tar,.tgz,.gz" hint={
            <>
              A zip, tar or tar.gz of up to 1 GiB. It is looked into and never run. <code>infrar push</code> sends a folder and leaves out what .gitignore says.
            </>
          } onFile={(f) => void send(f)} />
      )}
      {error !== null && <ProblemBox error={error} />}
    </>
  )
}

function OneFile({ project }: { project: string }) {
  const { go } = usePlace()
  const { sent, error, send, cancel } = useUpload(project, (upload) => go({ upload }, 'push'))
  const write = useWrite(project)
  const take = async (file: File) => {
    const content = await file.text()
    if (/^infrar\s*:/m.test(content)) await write.send(content)
    else await send(new File([tarOf('compose.yaml', content)], `${file.name}.tar`))
  }
  return (
    <>
      {sent ? (
        <Progress sent={sent} onCancel={cancel} />
      ) : (
        <Drop accept=".yaml,.yml" disabled={write.waits} hint="From a Compose file a manifest is proposed, each part with the line that it rests on. A manifest (infrar.yaml) is taken as it is." onFile={(f) => void take(f)} />
      )}
      {(error ?? write.error) !== null && <ProblemBox error={error ?? write.error} />}
    </>
  )
}

function useWrite(project: string) {
  const cache = useQueryClient()
  const router = useRouter()
  const [waits, setWaits] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const send = async (manifest: string) => {
    setWaits(true)
    setError(null)
    try {
      await api.PUT('/api/v1/projects/{project}/manifest', {
        params: { path: { project }, query: { draft: true }, header: { 'If-Match': '"v1"' } },
        body: { text: manifest },
      })
      await cache.invalidateQueries({ queryKey: ['project', project] })
      await cache.invalidateQueries({ queryKey: ['projects'] })
      router.push(`/compare/?p=${project}`)
    } catch (refused) {
      setError(refused)
      setWaits(false)
    }
  }
  return { waits, error, send }
}

function Example({ project }: { project: string }) {
  const { waits, error, send } = useWrite(project)
  const [read, setRead] = useState<unknown>(null)
  const use = async () => {
    try {
      await send(await (await fetch('/example.yaml')).text())
    } catch (refused) {
      setRead(refused)
    }
  }
  return (
    <div className="card space-y-3 p-4">
      <p className="max-w-[72ch] text-text2">
        The placement of Infrar’s own platform: thirteen components, three environments and seven hosting options, faults included. It is the manifest
        that is checked in, so there is something to compare, to price and to mend.
      </p>
      <Button look="primary" waits={waits} onClick={() => void use()}>
        Use the example
      </Button>
      {(error ?? read) !== null && <ProblemBox error={error ?? read} />}
    </div>
  )
}

function Git({ project }: { project: string }) {
  const { go } = usePlace()
  const { waits, error, onSubmit } = useSending(async (form) => {
    const token = text(form, 'token')
    const upload = await take(
      api.POST('/api/v1/projects/{project}/uploads/git', {
        params: { path: { project }, header: { 'Idempotency-Key': onceKey() } },
        body: { url: text(form, 'url'), ref: text(form, 'ref') || null, ...(token && { token: token as never }) },
      }),
    )
    go({ upload: upload.id }, 'push')
  })
  return (
    <form onSubmit={onSubmit} className="card grid gap-4 p-4 sm:grid-cols-2">
      <div className="sm:col-span-2">
        <Field name="url" label="Address" type="url" required placeholder="https://github.com/owner/name.git" hint="Over https alone. One commit is fetched; nothing of it is run." />
      </div>
      <Field name="ref" label="Branch, tag or commit" placeholder="the default branch" />
      <Field name="token" label="Access token" type="password" autoComplete="off" hint="For a private repository. It is used for this fetch and kept nowhere." />
      {error !== null && (
        <div className="sm:col-span-2">
          <ProblemBox error={error} />
        </div>
      )}
      <div className="sm:col-span-2">
        <Button type="submit" look="primary" waits={waits}>
          Fetch and look into it
        </Button>
      </div>
    </form>
  )
}


'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { api, onceKey, take } from '@/api/client'
import { queries } from '@/api/queries'
import { address } from '@/shell/place'
import type { Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, SelectField } from '@/ui/field'
import { Segmented } from '@/ui/segmented'
import { ago } from '@/ui/time'
import { ProblemBox } from '@/ui/states'
import { text, useSending } from '../account/use-form'
import { Drop, Progress, useUpload } from '../projects/sources'

type Source = 'archive' | 'git' | 'upload'

/** Asks for a build: of a file that is sent now, of a revision that is fetched now, or of an upload that is there. */
export function NewBuild({ work, onClose }: { work: Work; onClose: () => void }) {
  const slug = work.project.slug
  const router = useRouter()
  const uploads = useQuery(queries.uploads(slug))
  const there = (uploads.data?.items ?? []).filter((u) => u.status !== 'failed' && u.status !== 'aborted' && u.status !== 'receiving')
  const [source, setSource] = useState<Source>('archive')
  const [sentUpload, setSent] = useState<{ id: string; name: string } | null>(null)
  const { sent, error: refused, send, cancel } = useUpload(slug, (id) => setSent((now) => ({ id, name: now?.name ?? '' })))
  const receive = (file: File) => {
    setSent({ id: '', name: file.name })
    void send(file)
  }

  const { waits, error, onSubmit } = useSending(async (form) => {
    const upload = source === 'archive' ? sentUpload!.id : source === 'upload' ? text(form, 'upload') : await fetched(slug, form)
    const build = await take(
      api.POST('/api/v1/projects/{project}/builds', {
        params: { path: { project: slug }, header: { 'Idempotency-Key': onceKey() } },
        body: { upload, message: text(form, 'message') || null, release: text(form, 'release') || null, components: orders(text(form, 'components')) },
      }),
    )
    router.push(address('/build/', { p: slug, e: work.environment.name, id: build.id as string }))
  })
  const missing = source === 'archive' && !sentUpload?.id ? 'Choose a file first.' : source === 'upload' && there.length === 0 ? 'Nothing was uploaded yet.' : null

  return (
    <Dialog title="New build" onClose={onClose}>
      <form onSubmit={onSubmit} className="space-y-4">
        <Segmented
          label="Of what"
          className="flex"
          value={source}
          onChange={setSource}
          options={[
            { value: 'archive', label: 'A file' },
            { value: 'git', label: 'Git' },
            { value: 'upload', label: 'Uploaded before' },
          ]}
        />
        {source === 'archive' &&
          (sent ? (
            <Progress sent={sent} onCancel={cancel} />
          ) : sentUpload?.id ? (
            <p className="flex items-center justify-between gap-3">
              <span className="min-w-0 truncate">
                <b>{sentUpload.name}</b> is there.
              </span>
              <Button size="sm" onClick={() => setSent(null)}>
                Choose another
              </Button>
            </p>
          ) : (
            <Drop accept=".zip,.tar,.tgz,.gz" hint="A zip, tar or tar.gz of your sources. infrar build sends a folder and leaves out what .gitignore says." onFile={receive} />
          ))}
        {source === 'archive' && refused !== null && <ProblemBox error={refused} />}
        {source === 'git' && (
          <>
            <Field name="url" label="Address" type="url" required placeholder="https://github.com/owner/name.git" hint="Over https alone." />
            <Field name="ref" label="Branch, tag or commit" placeholder="the default branch" />
            <Field name="token" label="Access token" type="password" autoComplete="off" hint="For a private repository. It is kept nowhere." />
          </>
        )}
        {source === 'upload' && there.length > 0 && (
          <SelectField name="upload" label="Upload">
            {there.map((u) => (
              <option key={u.id as string} value={u.id as string}>
                {u.name}, {ago(new Date(u.createdAt), new Date())}
              </option>
            ))}
          </SelectField>
        )}
        <Field name="message" label="Why" maxLength={1000} placeholder="The sale’s banner" hint="It becomes the build’s title." />
        <Field name="components" label="Components" placeholder="all that is found" pattern="[a-z][a-z0-9\-]*(=[^,\s]+)?(\s*,\s*[a-z][a-z0-9\-]*(=[^,\s]+)?)*" hint={<>Such as <code>api, web=sites/web</code>; a folder for one that would not be found.</>} />
        {work.environments.length > 0 && (
          <SelectField name="release" label="Afterwards" defaultValue="">
            <option value="">Keep the images; release nothing</option>
            {work.environments.map((e) => (
              <option key={e.name} value={e.name}>
                Release to {e.name}
              </option>
            ))}
          </SelectField>
        )}
        {error !== null && <ProblemBox error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" look="primary" waits={waits} because={missing}>
            Build
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

async function fetched(project: string, form: FormData): Promise<string> {
  const token = text(form, 'token')
  const upload = await take(
    api.POST('/api/v1/projects/{project}/uploads/git', {
      params: { path: { project }, header: { 'Idempotency-Key': onceKey() } },
      body: { url: text(form, 'url'), ref: text(form, 'ref') || null, ...(token && { token: token as never }) },
    }),
  )
  return upload.id as string
}

/** `api, web=sites/web` as the API takes it; null for all that is found. */
export function orders(stated: string): { component: string; folder: string | null; dockerfile: string | null }[] | null {
  const all = stated.split(',').map((o) => o.trim()).filter((o) => o !== '')
  if (all.length === 0) return null
  return all.map((o) => {
    const [component, folder] = o.split('=', 2) as [string, string?]
    return { component, folder: folder ?? null, dockerfile: null }
  })
}

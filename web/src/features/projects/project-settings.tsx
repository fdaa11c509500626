'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { api } from '@/api/client'
import { queries } from '@/api/queries'
import { address, usePlace } from '@/shell/place'
import { readOnly, type Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { Field, SelectField } from '@/ui/field'
import { CardHead } from '@/ui/page'
import { ProblemBox } from '@/ui/states'
import { useAct } from '@/ui/use-act'
import { Ask } from '../runs/decide'

/** What a project is called, where its data may lie, and its end. */
export function ProjectSettings({ work }: { work: Work }) {
  const { project } = work
  const router = useRouter()
  const { go } = usePlace()
  const cache = useQueryClient()
  const tagged = useQuery(queries.project(project.slug))
  const { waits, error, act } = useAct(['projects'])
  const [asks, setAsks] = useState(false)
  const save = (form: FormData) =>
    act('save', async () => {
      const slug = String(form.get('slug'))
      await api.PATCH('/api/v1/projects/{project}', {
        params: { path: { project: project.slug }, header: { 'If-Match': tagged.data!.tag } },
        body: { name: String(form.get('name')), slug, residency: String(form.get('residency')) || null },
      })
      if (slug !== project.slug) go({ p: slug })
      await cache.invalidateQueries({ queryKey: ['project', slug] })
    })
  const remove = () =>
    act('delete', () => api.DELETE('/api/v1/projects/{project}', { params: { path: { project: project.slug }, query: { confirm: project.slug } } })).then((ok) => {
      setAsks(false)
      if (ok) router.push('/')
    })
  return (
    <section className="card">
      <CardHead title="Project" note={address('', { p: project.slug })} />
      <form
        key={project.version}
        className="space-y-4 p-3.5"
        onSubmit={(e) => {
          e.preventDefault()
          void save(new FormData(e.currentTarget))
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <Field name="name" label="Name" required maxLength={100} defaultValue={project.name} disabled={!work.canEdit} />
          <Field name="slug" label="In addresses" required pattern="[a-z0-9\-]+" defaultValue={project.slug} disabled={!work.canEdit} className="font-mono" hint="Addresses of before go on leading here." />
          <SelectField name="residency" label="Where its data may lie" defaultValue={project.residency ?? ''} disabled={!work.canEdit} hint="Options that would keep data elsewhere are refused.">
            <option value="">As the manifest says</option>
            <option value="eu">In the EU alone</option>
          </SelectField>
        </div>
        {error !== null && <ProblemBox error={error} />}
        <div className="flex flex-wrap justify-between gap-2">
          <Button type="submit" look="primary" because={readOnly(work)} waits={waits === 'save'}>
            Save
          </Button>
          <Button look="danger" because={work.isOwner ? null : 'Deleting a project needs the owner role.'} waits={waits === 'delete'} onClick={() => setAsks(true)}>
            Delete project…
          </Button>
        </div>
      </form>
      {asks && (
        <Ask
          title={`Delete ${project.name}?`}
          text="Manifest, uploads, runs, states and credentials of it are erased. What runs at providers stays there, and nothing here knows of it any more: destroy it first."
          word={project.slug}
          act="Delete project"
          onClose={() => setAsks(false)}
          onAct={() => void remove()}
        />
      )}
    </section>
  )
}

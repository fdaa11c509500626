'use client'
import { useRouter } from 'next/navigation'
import { api, onceKey, take } from '@/api/client'
import { address } from '@/shell/place'
import type { Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { ProblemBox } from '@/ui/states'
import { moment } from '@/ui/time'
import { text, useSending } from '../account/use-form'
import { shortDigest } from '../builds/status'
import type { Release } from './history'

/** Asks before an environment returns to what it ran, and goes to the run that does it. */
export function RollBack({ work, to, onClose }: { work: Work; to: Release; onClose: () => void }) {
  const slug = work.project.slug
  const router = useRouter()
  const { waits, error, onSubmit } = useSending(async (form) => {
    const release = await take(
      api.POST('/api/v1/projects/{project}/returns', {
        params: { path: { project: slug }, header: { 'Idempotency-Key': onceKey() } },
        body: { environment: work.environment.name, to: to.id as string, message: text(form, 'message') || null, autoApply: form.get('autoApply') === 'on' },
      }),
    )
    router.push(address('/run/', { p: slug, e: work.environment.name, id: release.run as string }))
  })
  return (
    <Dialog title={`Return ${work.environment.name} to an earlier release?`} onClose={onClose}>
      <form onSubmit={onSubmit} className="space-y-4">
        <p className="text-text2">It runs again what was released {moment(to.createdAt)}. Data is not taken back: what the newer one wrote stays as it is.</p>
        <ul className="rounded-control bg-sunken px-3 py-2">
          {to.images.map((i) => (
            <li key={i.component}>
              {i.component} <code title={i.reference}>{shortDigest(i.reference.slice(i.reference.indexOf('@') + 1))}</code>
            </li>
          ))}
        </ul>
        <Field name="message" label="Why" maxLength={1000} placeholder="The banner hides the cart" />
        <label className="flex items-start gap-2">
          <input type="checkbox" name="autoApply" className="mt-0.5 size-4 accent-accent" />
          <span>Apply its plan without approval, where the environment’s policy lets it.</span>
        </label>
        {error !== null && <ProblemBox error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" look="primary" waits={waits}>
            Plan the return
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

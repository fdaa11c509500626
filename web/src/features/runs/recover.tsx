'use client'
import { useQuery } from '@tanstack/react-query'
import { Unlink } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { api, onceKey, take } from '@/api/client'
import { address } from '@/shell/place'
import { readOnly, type Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { Load, ProblemBox, Skeleton } from '@/ui/states'
import { count } from '../compare/words'
import type { Run } from './status'

/** An interrupted run: what is known of how far it came, and how it goes on. */
export function Recover({ work, run }: { work: Work; run: Run }) {
  const router = useRouter()
  const [waits, setWaits] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const path = { project: work.project.slug, run: run.id as string }
  const known = useQuery({
    queryKey: ['project', work.project.slug, 'run', run.id, 'recovery'],
    queryFn: () => take(api.GET('/api/v1/projects/{project}/runs/{run}/recovery', { params: { path } })),
  })
  const recover = async () => {
    setWaits(true)
    setError(null)
    try {
      const next = await take(
        api.POST('/api/v1/projects/{project}/runs/{run}/recovery', { params: { path, header: { 'Idempotency-Key': onceKey() } }, body: {} }),
      )
      router.push(address('/run/', { p: work.project.slug, e: run.environment, id: next.id as string }))
    } catch (refused) {
      setError(refused)
      setWaits(false)
    }
  }
  return (
    <section aria-label="Recovery" className="mb-4 rounded-card border border-up bg-up-soft px-4 py-3">
      <p className="flex items-center gap-2 font-bold text-up">
        <Unlink size={16} aria-hidden="true" /> The executor stopped during apply. The environment is held until this run is recovered.
      </p>
      <Load of={known} loading={<Skeleton className="mt-2 h-10" />}>
        {({ completed, uncertain, recorded }) => (
          <div className="space-y-2 pt-2">
            <p>
              {count(Number(recorded), 'resource was', 'resources were')} finished and recorded. {completed.length} more {completed.length === 1 ? 'was' : 'were'} made and
              not recorded; {completed.length === 1 ? 'it is' : 'they are'} imported. {uncertain.length} {uncertain.length === 1 ? 'is' : 'are'} uncertain.
            </p>
            {uncertain.length > 0 && (
              <ul className="list-disc pl-4">
                {uncertain.map((u) => (
                  <li key={u.address}>
                    <code>{u.address}</code>: look at the provider whether its {u.action} happened.
                  </li>
                ))}
              </ul>
            )}
            <Button look="primary" because={readOnly(work)} waits={waits} onClick={() => void recover()}>
              Plan the recovery
            </Button>
          </div>
        )}
      </Load>
      {error !== null && <ProblemBox error={error} />}
    </section>
  )
}

'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { api, take } from '@/api/client'
import { follow } from '@/api/events'
import { Problem } from '@/api/problem'
import type { Detection } from '@/api/shapes'
import { usePlace } from '@/shell/place'
import { Button, LinkButton } from '@/ui/button'
import { Answer } from '@/ui/page'
import { ProblemBox } from '@/ui/states'
import { Detected } from './detected'

const ended = new Set(['detected', 'failed', 'aborted'])
const doing: Record<string, string> = {
  receiving: 'The archive is being received.',
  fetching: 'The repository is being fetched.',
  checking: 'The sources are being looked into.',
}

/** Follows an upload to what was detected in it, and offers the proposed manifest. */
export function FollowUpload({ project, upload }: { project: string; upload: string }) {
  const cache = useQueryClient()
  const router = useRouter()
  const { go } = usePlace()
  const key = ['project', project, 'upload', upload]
  const query = useQuery({
    queryKey: key,
    queryFn: () => take(api.GET('/api/v1/projects/{project}/uploads/{upload}', { params: { path: { project, upload } } })),
  })
  const status = query.data?.status ?? ''
  const isEnded = ended.has(status)
  useEffect(() => {
    if (isEnded) return
    const again = () => void cache.invalidateQueries({ queryKey: ['project', project, 'upload', upload] })
    return follow(`/api/v1/projects/${project}/uploads/${upload}/events`, {
      onEvent: (e) => e.event === 'status' && again(),
      onLive: () => {},
      onEnd: again,
      onProblem: again,
    })
  }, [project, upload, isEnded, cache])

  const [waits, setWaits] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const found = query.data?.proposal as unknown as Detection | null
  const accept = async () => {
    setWaits(true)
    setError(null)
    try {
      // Nobody has written since the project was empty: version 1.
      await api.PUT('/api/v1/projects/{project}/manifest', {
        params: { path: { project }, query: { draft: true }, header: { 'If-Match': '"v1"' } },
        body: { text: found!.manifest },
      })
      await cache.invalidateQueries({ queryKey: ['project', project] })
      await cache.invalidateQueries({ queryKey: ['projects'] })
      router.push(`/system/?p=${project}`)
    } catch (refused) {
      setError(refused)
      setWaits(false)
    }
  }

  if (query.isError) return <ProblemBox error={query.error} retry={() => void query.refetch()} />
  if (status === 'failed' || status === 'aborted') {
    const why = query.data?.problem
    return (
      <div className="space-y-3">
        <ProblemBox error={new Problem(422, { title: why?.title ?? 'The upload was given up', detail: why?.detail ?? 'Its content was thrown away.', code: why?.code ?? '' })} />
        <Button onClick={() => go({ upload: null })}>Begin again</Button>
      </div>
    )
  }
  if (status !== 'detected' || !found) {
    return (
      <div role="status" className="card flex items-center gap-3 p-4">
        <span aria-hidden="true" className="spin size-4 rounded-full border-2 border-line2 border-t-accent" />
        <p>{doing[status] ?? 'Asking how it stands.'}</p>
      </div>
    )
  }
  return (
    <div>
      <Answer
        action={
          found.components.length > 0 ? (
            <Button look="primary" waits={waits} onClick={() => void accept()}>
              Use this manifest
            </Button>
          ) : (
            <LinkButton href={`/system/?p=${project}`}>Write the manifest</LinkButton>
          )
        }
      >
        {found.components.length > 0 ? (
          <>
            <b>
              {found.components.length} {found.components.length === 1 ? 'component was' : 'components were'} found in {query.data?.name}.
            </b>{' '}
            The proposed manifest names them, what they use, and hosting options to compare. You can change it afterwards.
          </>
        ) : (
          <b>Nothing that runs was found in {query.data?.name}.</b>
        )}
      </Answer>
      {error !== null && (
        <div className="pb-3.5">
          <ProblemBox error={error} />
        </div>
      )}
      <Detected found={found} />
    </div>
  )
}

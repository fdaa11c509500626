'use client'
import { useQuery } from '@tanstack/react-query'
import { queries } from '@/api/queries'
import { CardHead } from '@/ui/page'
import { Load } from '@/ui/states'
import { count } from '../compare/words'
import type { Run } from './status'

/** What is not as the state has it, by resource and attribute. */
export function DriftTable({ slug, run }: { slug: string; run: Run }) {
  const drift = useQuery(queries.drift(slug, run.id as string))
  return (
    <Load of={drift}>
      {({ resources }) => (
        <section aria-label="Drift" className="card mb-4">
          <CardHead title={`${count(resources.length, 'resource')} changed outside`} note={<span className="text-text2">Sensitive values are left out.</span>} />
          <ul className="divide-y divide-line">
            {resources.map((resource) => (
              <li key={resource.address} className="px-3.5 py-2.5">
                <code className="font-medium break-all">{resource.address}</code>
                {resource.isGone ? (
                  <p className="text-critical">It is gone at the provider.</p>
                ) : (
                  <dl className="pt-1 text-sm">
                    {resource.attributes.map((a) => (
                      <div key={a.path} className="grid grid-cols-[minmax(0,200px)_minmax(0,1fr)] gap-x-3 max-md:grid-cols-1">
                        <dt className="truncate text-text2">
                          <code>{a.path}</code>
                        </dt>
                        <dd className="font-mono break-all">
                          {a.isSensitive ? (
                            '(sensitive)'
                          ) : (
                            <>
                              <del className="text-text3">{a.before ?? '–'}</del> → {a.after ?? '–'}
                            </>
                          )}
                        </dd>
                      </div>
                    ))}
                  </dl>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Load>
  )
}

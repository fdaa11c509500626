import clsx from 'clsx'

export type Action = 'create' | 'update' | 'replace' | 'delete' | 'read' | 'no-op' | 'forget'

export const actions: Record<Action, { sign: string; word: string; text: string; soft: string }> = {
  replace: { sign: '±', word: 'replace', text: 'text-replace', soft: 'bg-replace-soft text-replace' },
  delete: { sign: '−', word: 'delete', text: 'text-critical', soft: 'bg-critical-soft text-critical' },
  forget: { sign: '−', word: 'forget', text: 'text-text2', soft: 'bg-sunken text-text2' },
  update: { sign: '~', word: 'update', text: 'text-update', soft: 'bg-update-soft text-update' },
  create: { sign: '+', word: 'create', text: 'text-good', soft: 'bg-good-soft text-good' },
  read: { sign: '→', word: 'read', text: 'text-text2', soft: 'bg-sunken text-text2' },
  'no-op': { sign: '·', word: 'no change', text: 'text-text3', soft: 'bg-sunken text-text3' },
}

/** Signs with their words: + 2 create. */
export function ChangeCounts({ changes, short = false }: { changes: { creates: number | string; updates: number | string; replaces: number | string; deletes: number | string }; short?: boolean }) {
  const some = (
    [
      ['create', Number(changes.creates)],
      ['update', Number(changes.updates)],
      ['replace', Number(changes.replaces)],
      ['delete', Number(changes.deletes)],
    ] as const
  ).filter(([, n]) => n > 0)
  if (some.length === 0) return <span className="text-text3">no changes</span>
  return (
    <span className="inline-flex flex-wrap gap-x-2.5">
      {some.map(([action, n]) => (
        <span key={action} className={clsx('font-medium whitespace-nowrap', actions[action].text)}>
          {actions[action].sign} {n}
          <span className={short ? 'sr-only' : undefined}> {actions[action].word}</span>
        </span>
      ))}
    </span>
  )
}

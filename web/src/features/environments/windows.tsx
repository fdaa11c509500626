'use client'
import { Plus, X } from 'lucide-react'
import { type Schemas } from '@/api/client'
import { Button, IconButton } from '@/ui/button'

export type Window = Schemas['ApplyWindowRequest']
type Day = Window['days'][number]
const days: readonly Day[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

// The first of January 2024 was a Monday.
const name = (day: Day, weekday: 'short' | 'long') =>
  new Intl.DateTimeFormat(undefined, { weekday, timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + days.indexOf(day))))

/** The times of the week at which a plan may be approved; none means always. */
export function Windows({ windows, onChange, disabled }: { windows: Window[]; onChange: (windows: Window[]) => void; disabled: boolean }) {
  const change = (at: number, part: Partial<Window>) => onChange(windows.map((w, n) => (n === at ? { ...w, ...part } : w)))
  return (
    <fieldset className="space-y-2" disabled={disabled}>
      <legend className="font-medium">Times of the week</legend>
      {windows.length === 0 && <p className="text-sm text-text3">Plans may be approved at any time.</p>}
      {windows.map((window, at) => (
        <div key={at} className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <div className="flex flex-wrap gap-1" role="group" aria-label={`Days of time ${at + 1}`}>
            {days.map((day) => {
              const on = window.days.includes(day)
              return (
                <button
                  key={day}
                  type="button"
                  aria-pressed={on}
                  aria-label={name(day, 'long')}
                  onClick={() => change(at, { days: days.filter((d) => (d === day ? !on : window.days.includes(d))) })}
                  className={`h-8 rounded-control border px-2 text-sm ${on ? 'border-accent bg-accent-soft font-medium' : 'border-line2 text-text2'}`}
                >
                  {name(day, 'short')}
                </button>
              )
            })}
          </div>
          <span className="flex items-center gap-1.5">
            <Time label={`Time ${at + 1} from`} value={window.from} onChange={(from) => change(at, { from })} />
            <span aria-hidden="true">–</span>
            <Time label={`Time ${at + 1} to`} value={window.to} onChange={(to) => change(at, { to })} />
          </span>
          <IconButton label={`Remove time ${at + 1}`} onClick={() => onChange(windows.filter((_, n) => n !== at))}>
            <X size={15} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <Button size="sm" disabled={windows.length >= 21} onClick={() => onChange([...windows, { days: days.slice(0, 5), from: '09:00', to: '17:00' }])}>
        <Plus size={14} aria-hidden="true" /> Add a time
      </Button>
    </fieldset>
  )
}

const Time = ({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) => (
  <input
    type="text"
    aria-label={label}
    pattern="([01][0-9]|2[0-3]):[0-5][0-9]|24:00"
    title="Hours and minutes, 00:00 to 24:00"
    required
    value={value}
    onChange={(e) => onChange(e.target.value)}
    className="h-8 w-[64px] rounded-control border border-edge bg-surface px-2 text-center font-mono disabled:bg-sunken disabled:text-text3"
  />
)

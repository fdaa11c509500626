'use client'
import type { Schemas } from '@/api/client'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'

/** Asks why, before an account is shut. */
export function Suspend({ person, onClose, onAct }: { person: Schemas['UserResponse']; onClose: () => void; onAct: (reason: string) => void }) {
  return (
    <Dialog title={`Suspend ${person.displayName}?`} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(e) => {
          e.preventDefault()
          onAct(String(new FormData(e.currentTarget).get('reason')))
        }}
      >
        <p className="text-text2">Sessions and API tokens of {person.email} end at once. Nothing else is lost, and the account can be opened again.</p>
        <Field name="reason" label="Why" required maxLength={500} autoFocus hint="Stands in the audit log." />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" look="danger">
            Suspend
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

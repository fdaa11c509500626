'use client'
import { encode } from 'uqr'
import { useState } from 'react'
import { api, take, type Schemas } from '@/api/client'
import { queries } from '@/api/queries'
import { Button } from '@/ui/button'
import { Copy } from '@/ui/copy'
import { Dialog } from '@/ui/dialog'
import { download } from '@/ui/download'
import { Field } from '@/ui/field'
import { ProblemBox } from '@/ui/states'
import { useAct } from '@/ui/use-act'

/** Turns the second factor on: a key for the authenticator, a code of it, and then the recovery codes, once. */
export function TurnOn({ onClose }: { onClose: () => void }) {
  const [key, setKey] = useState<Schemas['SecondFactorKey'] | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const { waits, error, act } = useAct(queries.account.queryKey)
  if (codes)
    return (
      <Dialog title="Keep these recovery codes" onClose={onClose}>
        <div className="space-y-4">
          <p className="text-text2">Each signs you in once when the authenticator is lost. They are shown now and never again.</p>
          <ul className="mono grid grid-cols-2 gap-x-6 gap-y-1 rounded-control bg-sunken p-3">
            {codes.map((c) => (
              <li key={c}>{c}</li>
            ))}
          </ul>
          <div className="flex justify-between">
            <Button onClick={() => download('infrar-recovery-codes.txt', 'text/plain', codes.join('\n'))}>Download</Button>
            <Button look="primary" onClick={onClose}>
              I have kept them
            </Button>
          </div>
        </div>
      </Dialog>
    )
  return (
    <Dialog title="Turn the second factor on" onClose={onClose}>
      {key ? (
        <form
          className="space-y-4"
          onSubmit={(e) => {
            e.preventDefault()
            const totp = String(new FormData(e.currentTarget).get('totp')).replace(/\s/g, '')
            void act('confirm', async () => setCodes((await take(api.POST('/api/v1/account/second-factor/confirm', { body: { totp } }))).recoveryCodes))
          }}
        >
          <p className="text-text2">Scan this with an authenticator, or type the key.</p>
          <div className="flex flex-wrap items-center gap-4">
            <QrCode text={key.uri} />
            <p className="flex min-w-0 flex-1 basis-40 items-center gap-1">
              <code className="break-all" data-testid="totp-key">
                {key.key}
              </code>
              <Copy text={key.key} label="Copy the key" />
            </p>
          </div>
          <Field name="totp" label="Code of your authenticator" required inputMode="numeric" autoComplete="one-time-code" pattern="[0-9 ]{6,7}" autoFocus className="font-mono" />
          {error !== null && <ProblemBox error={error} />}
          <Button type="submit" look="primary" waits={waits === 'confirm'}>
            Turn on
          </Button>
        </form>
      ) : (
        <form
          className="space-y-4"
          onSubmit={(e) => {
            e.preventDefault()
            const password = String(new FormData(e.currentTarget).get('password'))
            void act('begin', async () => setKey(await take(api.POST('/api/v1/account/second-factor', { body: { password } }))))
          }}
        >
          <Field name="password" label="Your password" type="password" required autoComplete="current-password" autoFocus />
          {error !== null && <ProblemBox error={error} />}
          <Button type="submit" look="primary" waits={waits === 'begin'}>
            Go on
          </Button>
        </form>
      )}
    </Dialog>
  )
}

/** Always dark on light, as readers expect it. */
function QrCode({ text }: { text: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const path = data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg role="img" aria-label="The key as a picture to scan" viewBox={`0 0 ${size} ${size}`} width="168" height="168" shapeRendering="crispEdges" className="rounded-control">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

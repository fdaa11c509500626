'use client'
import { useQuery } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { anonymous, take } from '@/api/client'
import { Problem } from '@/api/problem'
import { queries } from '@/api/queries'
import { session } from '@/api/session'
import { OpenFrame } from '@/features/account/frame'
import { canUsePasskeys, provePasskey } from '@/features/account/passkey'
import { secret, text, useSending } from '@/features/account/use-form'
import { usePlace } from '@/shell/place'
import { useSession } from '@/shell/providers'
import { Button, LinkButton } from '@/ui/button'
import { Field } from '@/ui/field'
import { useTitle } from '@/ui/page'
import { ProblemBox } from '@/ui/states'

/** Only addresses of our own are gone to after signing in. */
const inside = (next: string) => (/^\/(?![/\\])/.test(next) ? next : '/')

export default function SignIn() {
  const router = useRouter()
  const { get } = usePlace()
  const state = useSession()
  const methods = useQuery(queries.methods)
  useTitle('Sign in')
  const next = inside(get('next'))
  useEffect(() => {
    if (state === 'in') router.replace(next)
  }, [state, next, router])
  useEffect(() => {
    if (methods.data?.needsFirstAccount) router.replace('/setup/')
  }, [methods.data, router])
  return (
    <OpenFrame title="Sign in" sub="To your projects, what they cost, and what runs.">
      <Form passkeys={Boolean(methods.data?.passkeys)} />
      {methods.isError && (
        <div className="pt-4">
          <ProblemBox error={methods.error} retry={() => void methods.refetch()} />
        </div>
      )}
      {methods.data && (
        <p className="pt-5 text-sm text-text3">
          {methods.data.registration === 'open' ? 'No account yet? ' : 'Invited by a team? '}
          <LinkButton look="quiet" size="sm" href={methods.data.registration === 'open' ? '/setup/' : '/setup/?invited=1'}>
            Make your account
          </LinkButton>
        </p>
      )}
    </OpenFrame>
  )
}

function Form({ passkeys }: { passkeys: boolean }) {
  const [first, setFirst] = useState<{ email: string; password: string } | null>(null)
  const [recovering, setRecovering] = useState(false)
  const [offersPasskey, setOffersPasskey] = useState(false)
  useEffect(() => setOffersPasskey(passkeys && canUsePasskeys()), [passkeys])

  const { waits, error, setError, onSubmit } = useSending(async (form) => {
    const who = first ?? { email: text(form, 'email'), password: secret(form, 'password') }
    const code = text(form, 'code').replace(/\s/g, '')
    const second = code ? (recovering ? { recoveryCode: code } : { totp: code }) : {}
    try {
      session.begin(await take(anonymous.POST('/api/v1/sessions', { body: { ...who, ...second, cookie: true } })))
    } catch (refused) {
      // The second factor is asked for once the password was right.
      if (refused instanceof Problem && refused.code === 'ACC013' && !first) return setFirst(who)
      throw refused
    }
  })
  const byPasskey = async () => {
    setError(null)
    try {
      const credential = await provePasskey()
      session.begin(await take(anonymous.POST('/api/v1/sessions/passkey', { body: { credential: credential as never, cookie: true } })))
    } catch (refused) {
      if (!(refused instanceof DOMException)) setError(refused)
    }
  }

  return (
    <form onSubmit={onSubmit} className="space-y-4">
      {first ? (
        <>
          <p className="text-text2">
            Signing in as <b className="font-medium text-text">{first.email}</b>.
          </p>
          {recovering ? (
            <Field key="recovery" name="code" label="Recovery code" required autoFocus autoComplete="off" className="font-mono" hint="One of the ten that were shown when the second factor was turned on." />
          ) : (
            <Field key="totp" name="code" label="Code of your authenticator" required autoFocus inputMode="numeric" autoComplete="one-time-code" pattern="[0-9 ]{6,7}" className="font-mono text-panel tracking-[0.2em]" hint="Six digits, new every 30 seconds." />
          )}
        </>
      ) : (
        <>
          <Field name="email" label="E-mail address" type="email" required autoFocus autoComplete="username" />
          <Field name="password" label="Password" type="password" required autoComplete="current-password" />
        </>
      )}
      {error !== null && <ProblemBox error={error} />}
      <Button type="submit" look="primary" size="lg" className="w-full" waits={waits}>
        Sign in
      </Button>
      {first ? (
        <div className="flex justify-between">
          <Button look="quiet" size="sm" onClick={() => setRecovering(!recovering)}>
            {recovering ? 'Use the authenticator' : 'Use a recovery code'}
          </Button>
          <Button
            look="quiet"
            size="sm"
            onClick={() => {
              setFirst(null)
              setError(null)
            }}
          >
            Somebody else
          </Button>
        </div>
      ) : (
        offersPasskey && (
          <Button size="lg" className="w-full" onClick={() => void byPasskey()}>
            <Fingerprint size={16} aria-hidden="true" /> Use a passkey
          </Button>
        )
      )}
    </form>
  )
}

'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { anonymous, take } from '@/api/client'
import { queries } from '@/api/queries'
import { session } from '@/api/session'
import { OpenFrame } from '@/features/account/frame'
import { secret, text, useSending } from '@/features/account/use-form'
import { usePlace } from '@/shell/place'
import { Button, LinkButton } from '@/ui/button'
import { Field } from '@/ui/field'
import { useTitle } from '@/ui/page'
import { Load, ProblemBox, Skeleton } from '@/ui/states'

/** The first account, with the set-up secret; or one's own, with an invitation. */
export default function Setup() {
  const { get } = usePlace()
  const methods = useQuery(queries.methods)
  const invitation = get('invitation')
  useTitle('Set up')
  return (
    <Load of={methods} loading={<OpenFrame title="Set up Infrar" sub=""><Skeleton className="h-40" /></OpenFrame>}>
      {({ needsFirstAccount, registration }) =>
        needsFirstAccount ? (
          <OpenFrame title="Set up Infrar" sub="Nobody has an account here yet. Yours is the first, and looks after this installation.">
            <Form proof="setup" />
          </OpenFrame>
        ) : registration === 'open' || invitation || get('invited') ? (
          <OpenFrame title="Make your account" sub="Your team sees your name; your address is what you sign in with.">
            <Form proof={registration === 'open' && !invitation && !get('invited') ? null : 'invitation'} given={invitation} />
          </OpenFrame>
        ) : (
          <OpenFrame title="Infrar is set up" sub="Somebody has made the first account. Others join by an invitation of their team.">
            <div className="flex gap-2.5">
              <LinkButton look="primary" href="/signin/">Sign in</LinkButton>
              <LinkButton href="/setup/?invited=1">I have an invitation</LinkButton>
            </div>
          </OpenFrame>
        )
      }
    </Load>
  )
}

function Form({ proof, given = '' }: { proof: 'setup' | 'invitation' | null; given?: string }) {
  const router = useRouter()
  const { waits, error, onSubmit } = useSending(async (form) => {
    const [email, password] = [text(form, 'email'), secret(form, 'password')]
    await take(
      anonymous.POST('/api/v1/accounts', {
        body: { email, password, displayName: text(form, 'name'), ...(proof && { [proof]: text(form, 'proof') }) },
      }),
    )
    session.begin(await take(anonymous.POST('/api/v1/sessions', { body: { email, password, cookie: true } })))
    router.replace('/')
  })
  return (
    <form onSubmit={onSubmit} className="space-y-4">
      {proof === 'setup' && (
        <Field name="proof" label="Set-up secret" required autoComplete="off" spellCheck={false} className="font-mono"
          hint={<><code>infrar up</code> printed it where it was started; it also stands in the data folder, in <code>setup-secret</code>.</>} />
      )}
      {proof === 'invitation' && (
        <Field name="proof" label="Invitation" required autoComplete="off" spellCheck={false} defaultValue={given} className="font-mono" hint="The secret that you were sent. It is good once." />
      )}
      <Field name="name" label="Your name" required autoComplete="name" maxLength={100} />
      <Field name="email" label="E-mail address" type="email" required autoComplete="username" />
      <Field name="password" label="Password" type="password" required minLength={12} maxLength={256} autoComplete="new-password" hint="At least 12 characters. A sentence is good." />
      {error !== null && <ProblemBox error={error} />}
      <Button type="submit" look="primary" size="lg" className="w-full" waits={waits}>
        Create account
      </Button>
    </form>
  )
}

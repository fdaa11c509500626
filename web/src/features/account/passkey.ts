import { anonymous, api, take } from '@/api/client'

interface Json {
  parseRequestOptionsFromJSON(options: unknown): PublicKeyCredentialRequestOptions
  parseCreationOptionsFromJSON(options: unknown): PublicKeyCredentialCreationOptions
}

const kind = () => globalThis.PublicKeyCredential as unknown as Json | undefined

/** Whether this browser can: it must know passkeys and their JSON form, and the page must be secure. */
export const canUsePasskeys = () => window.isSecureContext && typeof kind()?.parseRequestOptionsFromJSON === 'function'

/** Has the device say who is there; the result goes to the platform. */
export async function provePasskey(): Promise<unknown> {
  const { publicKey } = await take(anonymous.POST('/api/v1/sessions/passkey/options'))
  const credential = await navigator.credentials.get({ publicKey: kind()!.parseRequestOptionsFromJSON(publicKey) })
  return (credential as PublicKeyCredential & { toJSON(): unknown }).toJSON()
}

/** Has the device make a passkey for the account that is signed in. */
export async function makePasskey(name: string, password: string): Promise<void> {
  const { publicKey } = await take(api.POST('/api/v1/account/passkeys/options', { body: { password } }))
  const credential = await navigator.credentials.create({ publicKey: kind()!.parseCreationOptionsFromJSON(publicKey) })
  await take(api.POST('/api/v1/account/passkeys', { body: { name, credential: (credential as PublicKeyCredential & { toJSON(): unknown }).toJSON() as never } }))
}

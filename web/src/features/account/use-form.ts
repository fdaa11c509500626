'use client'
import { useState, type FormEvent } from 'react'

/** A form's sending: one at a time, its refusal kept until the next. */
export function useSending(send: (form: FormData) => Promise<void>) {
  const [waits, setWaits] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setWaits(true)
    setError(null)
    send(form)
      .catch(setError)
      .finally(() => setWaits(false))
  }
  return { waits, error, setError, onSubmit }
}

export const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim()
export const secret = (form: FormData, name: string) => String(form.get(name) ?? '')

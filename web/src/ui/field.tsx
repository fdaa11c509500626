'use client'
import clsx from 'clsx'
import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react'

const box =
  'w-full rounded-control border border-edge bg-surface px-2.5 text-text placeholder:text-text3 disabled:bg-sunken disabled:text-text3 aria-invalid:border-critical'

interface About {
  label: string
  hint?: ReactNode
  fault?: string | null
}

function Frame({ id, label, hint, fault, children }: About & { id: string; children: ReactNode }) {
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="block font-medium">
        {label}
      </label>
      {children}
      {fault ? (
        <p id={`${id}-note`} className="text-sm text-critical">
          {fault}
        </p>
      ) : (
        hint && (
          <p id={`${id}-note`} className="text-sm text-text3">
            {hint}
          </p>
        )
      )}
    </div>
  )
}

export function Field({ label, hint, fault, className, ...rest }: InputHTMLAttributes<HTMLInputElement> & About) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <input
        id={id}
        {...rest}
        aria-invalid={Boolean(fault) || undefined}
        aria-describedby={hint || fault ? `${id}-note` : undefined}
        className={clsx(box, 'h-9', className)}
      />
    </Frame>
  )
}

export function SelectField({ label, hint, fault, children, className, ...rest }: SelectHTMLAttributes<HTMLSelectElement> & About) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <select id={id} {...rest} aria-describedby={hint || fault ? `${id}-note` : undefined} className={clsx(box, 'h-9 pr-8', className)}>
        {children}
      </select>
    </Frame>
  )
}

export function AreaField({ label, hint, fault, className, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement> & About) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <textarea id={id} {...rest} aria-describedby={hint || fault ? `${id}-note` : undefined} className={clsx(box, 'py-1.5 font-mono', className)} />
    </Frame>
  )
}

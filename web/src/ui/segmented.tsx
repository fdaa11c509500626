'use client'
import clsx from 'clsx'
import { useId } from 'react'

/** A choice of one in a row; a group of radio buttons to whoever does not see it. */
export function Segmented<T extends string>({
  label,
  options,
  value,
  onChange,
  className,
}: {
  label: string
  options: readonly { value: T; label: string }[]
  value: T
  onChange: (value: T) => void
  className?: string
}) {
  const name = useId()
  return (
    <fieldset className={clsx('inline-flex gap-0.5 rounded-control border border-line2 bg-sunken p-0.5', className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={clsx(
            'relative flex h-[26px] grow items-center justify-center rounded-tag px-2.5 font-medium select-none has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:h-10',
            value === option.value ? 'bg-surface text-text ring-1 ring-line2' : 'text-text2 hover:text-text',
          )}
        >
          <input
            type="radio"
            name={name}
            className="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}

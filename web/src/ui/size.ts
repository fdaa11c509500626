const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** Bytes for people, in steps of 1,024. */
export function size(bytes: number): string {
  let at = 0
  for (; bytes >= 1024 && at < units.length - 1; at++) bytes /= 1024
  return new Intl.NumberFormat(undefined, { style: 'unit', unit: units[at], unitDisplay: at === 0 ? 'long' : 'short', maximumFractionDigits: 1 }).format(bytes)
}

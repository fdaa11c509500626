'use client'

/** Has the browser keep a text as a file. */
export function download(name: string, type: string, text: string | Blob) {
  const url = URL.createObjectURL(text instanceof Blob ? text : new Blob([text], { type }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** Rows as CSV; what would be a formula in a spreadsheet is kept from being one. */
export const csv = (rows: readonly (readonly string[])[]) =>
  rows
    .map((row) =>
      row
        .map((cell) => (/^[=+@\t\r]|^-(?![\d.]+$)/.test(cell) ? `'${cell}` : cell))
        .map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join(','),
    )
    .join('\r\n')

// Sets the theme before anything is drawn. A file of its own, since inline scripts are forbidden.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('infrar-theme')
  } catch {
    // Storage may be closed to us; the system's theme it is then.
  }
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()

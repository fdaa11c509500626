export const Logo = () => (
  <span className="flex items-center gap-2 text-panel font-bold tracking-tight">
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="var(--accent)" strokeWidth="1.6">
      <rect x="1" y="1" width="8" height="8" rx="2" fill="var(--accent)" stroke="none" />
      <rect x="11.8" y="1.8" width="6.4" height="6.4" rx="1.6" />
      <rect x="1.8" y="11.8" width="6.4" height="6.4" rx="1.6" />
      <path d="M11 15h8M15 11v8" />
    </svg>
    Infrar
  </span>
)

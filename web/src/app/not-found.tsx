import Link from 'next/link'

export default function NotFound() {
  return (
    <div className="space-y-2">
      <h1>Nothing is at this address</h1>
      <p className="text-text2">
        It may have moved. <Link className="link" href="/">All projects</Link> are a good place to begin.
      </p>
    </div>
  )
}

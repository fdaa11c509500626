'use client'
import { Prices } from '@/features/prices/prices'
import { ProjectPage } from '@/shell/project-page'

export default function PricesPage() {
  return (
    <ProjectPage title="Price book" needsManifest={false}>
      {() => <Prices />}
    </ProjectPage>
  )
}

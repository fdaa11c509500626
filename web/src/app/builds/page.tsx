'use client'
import { Builds } from '@/features/builds/builds'
import { ProjectPage } from '@/shell/project-page'

export default function BuildsPage() {
  return (
    <ProjectPage title="Builds" needsManifest={false}>
      {(work) => <Builds work={work} />}
    </ProjectPage>
  )
}

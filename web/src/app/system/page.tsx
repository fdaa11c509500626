'use client'
import { System } from '@/features/system/system'
import { ProjectPage } from '@/shell/project-page'

export default function SystemPage() {
  return (
    <ProjectPage title="System" needsManifest={false}>
      {(work) => <System work={work} />}
    </ProjectPage>
  )
}

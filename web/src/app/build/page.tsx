'use client'
import { BuildPage } from '@/features/builds/build'
import { ProjectPage } from '@/shell/project-page'

export default function OneBuildPage() {
  return (
    <ProjectPage title="Build" needsManifest={false}>
      {(work) => <BuildPage work={work} />}
    </ProjectPage>
  )
}

'use client'
import { Credentials } from '@/features/team/credentials'
import { ProjectPage } from '@/shell/project-page'

export default function CredentialsPage() {
  return (
    <ProjectPage title="Credentials" needsManifest={false}>
      {(work) => <Credentials work={work} />}
    </ProjectPage>
  )
}

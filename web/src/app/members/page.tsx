'use client'
import { Members } from '@/features/team/members'
import { ProjectPage } from '@/shell/project-page'

export default function MembersPage() {
  return (
    <ProjectPage title="Members" needsManifest={false}>
      {(work) => <Members work={work} />}
    </ProjectPage>
  )
}

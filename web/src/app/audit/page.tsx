'use client'
import { Audit } from '@/features/team/audit'
import { ProjectPage } from '@/shell/project-page'

export default function AuditPage() {
  return (
    <ProjectPage title="Audit log" needsManifest={false}>
      {(work) => <Audit work={work} />}
    </ProjectPage>
  )
}

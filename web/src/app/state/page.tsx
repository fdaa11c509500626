'use client'
import { State } from '@/features/state/state'
import { ProjectPage } from '@/shell/project-page'

export default function StatePage() {
  return (
    <ProjectPage title="State">
      {(work) => <State work={work} />}
    </ProjectPage>
  )
}

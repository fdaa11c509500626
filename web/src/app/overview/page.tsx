'use client'
import { Overview } from '@/features/overview/overview'
import { ProjectPage } from '@/shell/project-page'

export default function OverviewPage() {
  return (
    <ProjectPage title="Overview">
      {(work) => <Overview work={work} />}
    </ProjectPage>
  )
}

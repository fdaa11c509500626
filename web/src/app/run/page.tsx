'use client'
import { RunPage } from '@/features/runs/run'
import { ProjectPage } from '@/shell/project-page'

export default function OneRunPage() {
  return <ProjectPage title="Run">{(work) => <RunPage work={work} />}</ProjectPage>
}

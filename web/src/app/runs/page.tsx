'use client'
import { Runs } from '@/features/runs/runs'
import { ProjectPage } from '@/shell/project-page'

export default function RunsPage() {
  return <ProjectPage title="Runs">{(work) => <Runs work={work} />}</ProjectPage>
}

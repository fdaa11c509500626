'use client'
import { Findings } from '@/features/findings/findings'
import { ProjectPage } from '@/shell/project-page'

export default function FindingsPage() {
  return <ProjectPage title="Findings">{(work) => <Findings work={work} />}</ProjectPage>
}

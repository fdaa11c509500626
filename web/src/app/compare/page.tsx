'use client'
import { Compare } from '@/features/compare/compare'
import { ProjectPage } from '@/shell/project-page'

export default function ComparePage() {
  return <ProjectPage title="Compare">{(work) => <Compare work={work} />}</ProjectPage>
}

'use client'
import { Estimate } from '@/features/estimate/estimate'
import { ProjectPage } from '@/shell/project-page'

export default function EstimatePage() {
  return <ProjectPage title="Estimate">{(work) => <Estimate work={work} />}</ProjectPage>
}

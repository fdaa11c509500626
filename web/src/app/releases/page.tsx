'use client'
import { Releases } from '@/features/releases/releases'
import { ProjectPage } from '@/shell/project-page'

export default function ReleasesPage() {
  return <ProjectPage title="Releases">{(work) => <Releases work={work} />}</ProjectPage>
}

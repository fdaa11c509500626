'use client'
import { Topology } from '@/features/topology/topology'
import { ProjectPage } from '@/shell/project-page'

export default function TopologyPage() {
  return <ProjectPage title="Topology">{(work) => <Topology work={work} />}</ProjectPage>
}

'use client'
import { Account } from '@/features/account/account'
import { PolicyCard } from '@/features/environments/policy'
import { ScheduleCard } from '@/features/environments/schedule'
import { NotificationsCard } from '@/features/notifications/notifications'
import { ProjectSettings } from '@/features/projects/project-settings'
import { usePlace } from '@/shell/place'
import { ProjectPage } from '@/shell/project-page'
import { PageHead, useTitle } from '@/ui/page'

/** Of the project, where the address names one, and of one's own account. */
export default function SettingsPage() {
  const { get } = usePlace()
  return get('p') ? (
    <ProjectPage title="Settings" needsManifest={false}>
      {(work) => (
        <Frame>
          <ProjectSettings work={work} />
          <PolicyCard work={work} />
          <ScheduleCard work={work} />
          <NotificationsCard work={work} />
          <Account />
        </Frame>
      )}
    </ProjectPage>
  ) : (
    <Own />
  )
}

function Own() {
  useTitle('Settings')
  return (
    <Frame>
      <Account />
    </Frame>
  )
}

const Frame = ({ children }: { children: React.ReactNode }) => (
  <div className="max-w-[860px]">
    <PageHead title="Settings" />
    <div className="space-y-4">{children}</div>
  </div>
)

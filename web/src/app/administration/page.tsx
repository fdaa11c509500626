'use client'
import { useQuery } from '@tanstack/react-query'
import { queries } from '@/api/queries'
import { InstallationCard } from '@/features/administration/installation'
import { PeopleCard } from '@/features/administration/people'
import { TeamsCard } from '@/features/administration/teams'
import { PageHead, useTitle } from '@/ui/page'
import { Empty, Load } from '@/ui/states'

/** The installation, for whoever looks after it. */
export default function AdministrationPage() {
  useTitle('Administration')
  const account = useQuery(queries.account)
  return (
    <>
      <PageHead title="Administration" sub="This installation: who may come in, who is here, and how much teams may have. What projects hold is not seen from here." />
      <Load of={account}>
        {({ isAdministrator }) =>
          isAdministrator ? (
            <div className="space-y-4">
              <InstallationCard />
              <PeopleCard />
              <TeamsCard />
            </div>
          ) : (
            <Empty>You do not administer this installation. Somebody who does can make you an administrator.</Empty>
          )
        }
      </Load>
    </>
  )
}

/** The people of a campaign, and acts on all of those that are shown. */
import { peopleInWords, thingsInWords } from '../../../../domain/format.ts'
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, Dialog, formatCount, FormError, Spinner, toast, WordTag } from '../../../ui/index.ts'
import { Allowed } from '../../shared/allowed.tsx'
import { useAct } from '../../shared/use-act.ts'
import { ActOnPeople } from './act-on-people.tsx'
import { findPeople, noFilter, type PersonFilter } from './campaign-filters.ts'
import { PeopleGrid } from './people-grid.tsx'
import { PeopleToolbar } from './people-toolbar.tsx'
import { useCampaign, usePersonNames } from './use-wind-down.ts'
import { CampaignHead, WIND_DOWN } from './wind-down-head.tsx'

/** What one act takes at most. */
const MOST_PEOPLE = 2_000

export function CampaignPage({ campaignId }: { readonly campaignId: string }) {
  const { value, failure, reload } = useCampaign(campaignId)
  const { nameOf } = usePersonNames()
  const [, go] = useLocation()
  const [filter, setFilter] = useState<PersonFilter>(noFilter)
  const asked = useDeferredValue(filter)
  const people = useMemo(() => findPeople(value?.persons ?? [], asked, value?.today ?? '', nameOf), [value, asked, nameOf])
  const path = `${WIND_DOWN}/campaign/${campaignId}`
  return (
    <>
      <CampaignHead campaignId={campaignId} name={value?.campaign.name ?? 'Campaign'} here={path} />
      <FormError failure={failure} />
      {!value && !failure && <Spinner label="Reading the campaign" />}
      {value && (
        <>
          <Facts campaign={value.campaign} reload={reload}>
            {!value.campaign.certifiedAt && (
              <Allowed to="windDown.decide">
                <BulkAct
                  campaignId={campaignId}
                  personIds={people.filter(({ left }) => left > 0).map(({ personId }) => personId)}
                  done={reload}
                />
              </Allowed>
            )}
          </Facts>
          <PeopleToolbar people={value.persons} filter={filter} setFilter={setFilter} shown={peopleInWords(people.length)} inCampaign />
          {people.length > 0 ? (
            <PeopleGrid inCampaign people={people} nameOf={nameOf} onOpen={({ personId }) => go(`${path}/person/${personId}`)} />
          ) : (
            <div className="desk-empty">
              <p>No person matches.</p>
            </div>
          )}
        </>
      )}
    </>
  )
}

interface FactsProps {
  readonly campaign: Output<'windDown.campaign'>['campaign']
  readonly reload: () => void
  readonly children: ReactNode
}

function Facts({ campaign, reload, children }: FactsProps) {
  const client = useCaseClient()
  const adding = useAct()
  const add = () =>
    adding.run(async () => {
      const answer = await client.call('windDown.addLater', { campaignId: campaign.campaignId })
      if (!answer.ok) return answer.error
      toast(`${thingsInWords(answer.value.added)} added`)
      reload()
      return undefined
    })
  return (
    <>
      <FormError failure={adding.failure} />
      <div className="wind-down-facts">
        {campaign.certifiedAt ? <WordTag tone="green">Ended: nothing left</WordTag> : <strong>{formatCount(campaign.left)} left</strong>}
        <span>
          {formatCount(campaign.settled)} of {formatCount(campaign.obligations)} settled
        </span>
        {campaign.undecided > 0 && <span>{peopleInWords(campaign.undecided)} not decided</span>}
        {campaign.elsewhere > 0 && <span>{formatCount(campaign.elsewhere)} left with cases that were handed over</span>}
        {campaign.later > 0 && (
          <Allowed to="windDown.addLater">
            <Button variant="secondary" busy={adding.busy} onClick={() => void add()}>
              Add {thingsInWords(campaign.later)} that came since
            </Button>
          </Allowed>
        )}
        {children}
      </div>
    </>
  )
}

interface BulkActProps {
  readonly campaignId: string
  readonly personIds: readonly string[]
  readonly done: () => void
}

function BulkAct({ campaignId, personIds, done }: BulkActProps) {
  const [open, setOpen] = useState(false)
  const tooMany = personIds.length > MOST_PEOPLE
  return (
    <div className="wind-down-bulk">
      <Button disabled={personIds.length === 0 || tooMany} onClick={() => setOpen(true)}>
        Decide or record for {peopleInWords(personIds.length)}
      </Button>
      {tooMany && (
        <p className="desk-secondary">Choose an organisation or a decision first: {formatCount(MOST_PEOPLE)} people at a time.</p>
      )}
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Decide or record for ${peopleInWords(personIds.length)}`}
        description="This applies to everyone shown who has something left to undo."
        wide
      >
        <ActOnPeople
          campaignId={campaignId}
          personIds={personIds}
          done={() => {
            setOpen(false)
            done()
          }}
        />
      </Dialog>
    </div>
  )
}

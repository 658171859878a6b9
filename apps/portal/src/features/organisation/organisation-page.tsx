import { memberRoles, type DepartmentView, type MemberView } from '@sabha/domain/organisation/contract';
import { translator } from '@sabha/i18n/translator';
import Building2 from 'lucide-react/icons/building-2';
import { Banner } from '../../ui/banner.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import { TextField } from '../../ui/field.tsx';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import { RefusalSummary, type Refusal } from '../site/refusal-summary.tsx';
import type { Ministry } from './administered.ts';
import { DepartmentMembers } from './department-members.tsx';
import type { OrganisationActions } from './organisation-actions.ts';

export type OrganisationProps = {
  frame: Frame;
  /** The ministry that is looked at, of those the reader administers. */
  ministry: Ministry;
  ministries: readonly Ministry[];
  departments: readonly DepartmentView[];
  members: readonly MemberView[];
  actions: OrganisationActions;
  done: 'member' | 'role' | 'removed' | 'department' | null;
  refusal: Refusal | null;
  /** A conflict that has a sentence of its own. */
  reason: 'name_taken' | 'already_member' | 'last_administrator' | null;
};

export function OrganisationPage(props: OrganisationProps) {
  const { frame, ministry, ministries, departments, members, actions, done, refusal, reason } = props;
  const t = translator(frame.locale, 'organisation', 'records', 'privacy', 'incident');
  const inHindi = frame.locale === 'hi';
  return (
    <div className="space-y-10">
      <PageHeader
        title={t('organisation.title')}
        lead={t('organisation.lead', { ministry: inHindi ? ministry.nameHi : ministry.name })}
        actions={
          <>
            <a href={`/organisation/audit?ministry=${ministry.ministryId}`} className={buttonClass({ look: 'secondary' })}>
              {t('records.open')}
            </a>
            <a href={`/organisation/privacy?ministry=${ministry.ministryId}`} className={buttonClass({ look: 'secondary' })}>
              {t('privacy.admin.open')}
            </a>
            <a href={`/incidents?ministry=${ministry.ministryId}`} className={buttonClass({ look: 'secondary' })}>
              {t('incident.open')}
            </a>
          </>
        }
      />
      {ministries.length > 1 && (
        <LinkTabs
          label={t('organisation.ministries')}
          tabs={ministries.map(({ ministryId, name, nameHi }) => ({
            href: `/organisation?ministry=${ministryId}`,
            label: inHindi ? nameHi : name,
            current: ministryId === ministry.ministryId,
          }))}
        />
      )}
      {done && <Banner tone="good" title={t(`organisation.done.${done}`)} />}
      {reason ? (
        <Banner tone="bad" role="alert" title={t(`organisation.problem.${reason}`)} />
      ) : (
        refusal && <RefusalSummary locale={frame.locale} refusal={refusal} />
      )}
      <nav aria-labelledby="departments-title" className="space-y-3">
        <h2 id="departments-title" className="text-xl">
          {t('organisation.departments')}
        </h2>
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {departments.map((department) => (
            <Card as="li" key={department.departmentId} className="flex items-start gap-4">
              <Building2 size={24} className="mt-0.5 shrink-0 text-brand" />
              <div className="min-w-0">
                <a href={`#department-${department.departmentId}`} className={`${linkClass} font-semibold`}>
                  {inHindi ? department.nameHi : department.name}
                </a>
                <p className="text-sm text-muted">{t('organisation.memberCount', { count: department.members })}</p>
              </div>
            </Card>
          ))}
        </ul>
      </nav>
      {departments.map((department) => (
        <DepartmentMembers
          key={department.departmentId}
          frame={frame}
          department={department}
          members={members.filter((member) => member.departmentId === department.departmentId)}
          actions={actions}
        />
      ))}
      <div className="grid gap-8 lg:grid-cols-2">
        <AddDepartment frame={frame} action={actions.addDepartment} />
        <Roles frame={frame} />
      </div>
    </div>
  );
}

function AddDepartment({ frame, action }: { frame: Frame; action: OrganisationActions['addDepartment'] }) {
  const t = translator(frame.locale, 'organisation');
  return (
    <Card as="section" labelledBy="add-department-title" className="space-y-5">
      <h2 id="add-department-title" className="text-xl">
        {t('organisation.addDepartment')}
      </h2>
      <form action={action} className="space-y-5">
        <TextField id="department-name" name="name" label={t('organisation.departmentName')} required maxLength={160} lang="en" />
        <TextField
          id="department-name-hi"
          name="nameHi"
          label={t('organisation.departmentNameHi')}
          required
          maxLength={160}
          lang="hi"
        />
        <Button type="submit" look="secondary">
          {t('organisation.addDepartment')}
        </Button>
      </form>
    </Card>
  );
}

function Roles({ frame }: { frame: Frame }) {
  const t = translator(frame.locale, 'organisation');
  return (
    <Card as="section" labelledBy="roles-title" className="space-y-5 self-start">
      <h2 id="roles-title" className="text-xl">
        {t('organisation.rolesTitle')}
      </h2>
      <DescriptionList
        items={memberRoles.map((role) => ({ term: t(`organisation.role.${role}`), value: t(`organisation.role.${role}Text`) }))}
      />
    </Card>
  );
}

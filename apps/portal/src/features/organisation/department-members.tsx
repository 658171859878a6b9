import { memberRoles, type DepartmentView, type MemberView } from '@sabha/domain/organisation/contract';
import { translator } from '@sabha/i18n/translator';
import UserPlus from 'lucide-react/icons/user-plus';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { controlClass, SelectField, TextField } from '../../ui/field.tsx';
import { linkClass } from '../../ui/text-link.ts';
import type { Frame } from '../site/frame.ts';
import type { OrganisationActions } from './organisation-actions.ts';

type MembersProps = { frame: Frame; department: DepartmentView; members: readonly MemberView[]; actions: OrganisationActions };

export function DepartmentMembers({ frame, department, members, actions }: MembersProps) {
  const t = translator(frame.locale, 'organisation');
  const name = frame.locale === 'hi' ? department.nameHi : department.name;
  const titleId = `department-${department.departmentId}`;
  return (
    <section aria-labelledby={titleId} className="space-y-4">
      <h2 id={titleId} className="text-xl">
        {t('organisation.members', { department: name })}
      </h2>
      {members.length === 0 ? (
        <p className="text-muted">{t('organisation.none')}</p>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {members.map((member) => (
            <MemberRow key={member.membershipId} frame={frame} member={member} actions={actions} />
          ))}
        </ul>
      )}
      <AddMember frame={frame} department={department} action={actions.addMember} />
    </section>
  );
}

function MemberRow({ frame, member, actions }: Pick<MembersProps, 'frame' | 'actions'> & { member: MemberView }) {
  return (
    <li className="grid gap-x-6 gap-y-3 p-4 sm:px-5 md:grid-cols-[1fr_auto_auto] md:items-start">
      <div className="flex min-w-0 items-center gap-3">
        <Avatar name={member.name} />
        <div className="min-w-0">
          <p className="font-semibold">{member.name}</p>
          <p className="text-sm break-all text-muted">{member.email}</p>
        </div>
      </div>
      <RoleForm frame={frame} member={member} action={actions.setRole} />
      <RemoveForm frame={frame} member={member} action={actions.removeMember} />
    </li>
  );
}

type MemberFormProps = { frame: Frame; member: MemberView; action: (form: FormData) => Promise<void> };

function RoleForm({ frame, member, action }: MemberFormProps) {
  const t = translator(frame.locale, 'organisation');
  return (
    <form action={action} className="flex gap-2">
      <input type="hidden" name="membershipId" value={member.membershipId} />
      <select
        name="role"
        defaultValue={member.role}
        aria-label={t('organisation.roleOf', { name: member.name })}
        className={`${controlClass} min-w-36`}
      >
        {memberRoles.map((role) => (
          <option key={role} value={role}>
            {t(`organisation.role.${role}`)}
          </option>
        ))}
      </select>
      <Button type="submit" look="secondary" aria-label={t('organisation.setRoleOf', { name: member.name })}>
        {t('organisation.setRole')}
      </Button>
    </form>
  );
}

function RemoveForm({ frame, member, action }: MemberFormProps) {
  const t = translator(frame.locale, 'organisation');
  return (
    <details className="md:w-24 md:open:w-64">
      <summary
        aria-label={t('organisation.removeNamed', { name: member.name })}
        className="inline-flex min-h-11 cursor-pointer items-center text-bad underline underline-offset-4"
      >
        {t('organisation.remove')}
      </summary>
      <form action={action} className="space-y-3 py-2">
        <input type="hidden" name="membershipId" value={member.membershipId} />
        <p className="text-sm">{t('organisation.removeText', { name: member.name })}</p>
        <Button type="submit" look="danger">
          {t('organisation.removeNamed', { name: member.name })}
        </Button>
      </form>
    </details>
  );
}

function AddMember({
  frame,
  department,
  action,
}: Pick<MembersProps, 'frame' | 'department'> & { action: OrganisationActions['addMember'] }) {
  const t = translator(frame.locale, 'organisation');
  const id = (field: string) => `${field}-${department.departmentId}`;
  const name = frame.locale === 'hi' ? department.nameHi : department.name;
  return (
    <details>
      <summary
        aria-label={t('organisation.addMemberTo', { department: name })}
        className={`${linkClass} inline-flex min-h-11 cursor-pointer items-center gap-2 font-semibold`}
      >
        <UserPlus size={18} />
        {t('organisation.addMember')}
      </summary>
      <form action={action} className="mt-2 grid max-w-text gap-5 rounded-lg border border-line bg-surface p-5 sm:p-6">
        <input type="hidden" name="departmentId" value={department.departmentId} />
        <TextField id={id('name')} name="name" label={t('organisation.name')} required maxLength={120} autoComplete="off" />
        <TextField
          id={id('email')}
          name="email"
          type="email"
          label={t('organisation.address')}
          hint={t('organisation.addMemberHint')}
          required
          maxLength={254}
          autoComplete="off"
          spellCheck={false}
        />
        <SelectField
          id={id('role')}
          name="role"
          label={t('organisation.role')}
          defaultValue="member"
          options={memberRoles.map((role) => ({ value: role, label: t(`organisation.role.${role}`) }))}
        />
        <Button type="submit">{t('organisation.addMember')}</Button>
      </form>
    </details>
  );
}

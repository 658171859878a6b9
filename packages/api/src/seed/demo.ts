/** Who and what a fresh instance shows: invented ministries and people, whose addresses can reach nobody (RFC 6761). */
import type { ScheduleMeetingRequest } from '@sabha/domain/meeting/contract';
import type { MemberRole } from '@sabha/domain/organisation/contract';

export type DemoPerson = Readonly<{ name: string; email: string; department: string; role: MemberRole }>;
export type DemoMinistry = Readonly<{
  slug: string;
  name: string;
  nameHi: string;
  departments: readonly Readonly<{ name: string; nameHi: string }>[];
  people: readonly DemoPerson[];
}>;

const digital = { name: 'Department of Digital Services', nameHi: 'डिजिटल सेवा विभाग' };
const water = { name: 'Department of Rural Water', nameHi: 'ग्रामीण जल विभाग' };
const roads = { name: 'Department of Roads', nameHi: 'सड़क विभाग' };

/** The addresses are the ones the local identity provider vouches for (infra/local/src/identity/demo-accounts.ts). */
export const demoMinistries: readonly DemoMinistry[] = [
  {
    slug: 'demonstration',
    name: 'Ministry of Demonstration',
    nameHi: 'प्रदर्शन मंत्रालय',
    departments: [digital, water],
    people: [
      { name: 'Asha Verma', email: 'asha.verma@demo.sabha.localhost', department: digital.name, role: 'administrator' },
      { name: 'Rahul Nair', email: 'rahul.nair@demo.sabha.localhost', department: digital.name, role: 'scheduler' },
      { name: 'Meera Iyer', email: 'meera.iyer@demo.sabha.localhost', department: digital.name, role: 'host' },
      { name: 'Imran Qureshi', email: 'imran.qureshi@demo.sabha.localhost', department: water.name, role: 'member' },
    ],
  },
  {
    slug: 'examples',
    name: 'Ministry of Examples',
    nameHi: 'उदाहरण मंत्रालय',
    departments: [roads],
    people: [{ name: 'Lakshmi Rao', email: 'lakshmi.rao@other.sabha.localhost', department: roads.name, role: 'administrator' }],
  },
];

export const demoScheduler = 'rahul.nair@demo.sabha.localhost';

export type DemoMeeting = Omit<ScheduleMeetingRequest, 'departmentId' | 'startsAt'> & Readonly<{ startsInHours: number }>;

const meera = { name: 'Meera Iyer', email: 'meera.iyer@demo.sabha.localhost', role: 'cohost' } as const;
const imran = { name: 'Imran Qureshi', email: 'imran.qureshi@demo.sabha.localhost', role: 'participant' } as const;

export const demoMeetings: readonly DemoMeeting[] = [
  {
    title: 'Weekly review of district portals',
    description: 'Open points of last week, two demonstrations, decisions.',
    startsInHours: 1,
    durationMinutes: 60,
    invitees: [meera, imran],
  },
  {
    title: 'Budget hearing: rural water',
    description: 'Papers were sent with the file.',
    startsInHours: 26,
    durationMinutes: 90,
    access: 'ministry',
    invitees: [imran],
  },
  {
    kind: 'webinar',
    title: 'How to apply for a water connection online',
    description:
      'For citizens: what you need, how long it takes and where to turn when something goes wrong. Questions are answered at the end.',
    startsInHours: 50,
    durationMinutes: 60,
    invitees: [{ ...imran, role: 'panellist' }, meera],
  },
];

/** The people of the demo ministry, as the local identity provider knows them. The seed gives the same e-mails their roles. */
export type DemoAccount = Readonly<{ subject: string; name: string; email: string; note: string }>;

export const demoAccounts: readonly DemoAccount[] = [
  { subject: 'demo-administrator', name: 'Asha Verma', email: 'asha.verma@demo.sabha.localhost', note: 'administrator' },
  { subject: 'demo-scheduler', name: 'Rahul Nair', email: 'rahul.nair@demo.sabha.localhost', note: 'scheduler' },
  { subject: 'demo-host', name: 'Meera Iyer', email: 'meera.iyer@demo.sabha.localhost', note: 'host' },
  { subject: 'demo-member', name: 'Imran Qureshi', email: 'imran.qureshi@demo.sabha.localhost', note: 'member' },
  {
    subject: 'demo-other-ministry',
    name: 'Lakshmi Rao',
    email: 'lakshmi.rao@other.sabha.localhost',
    note: 'administrator of another ministry',
  },
  {
    subject: 'demo-stranger',
    name: 'Vikram Singh',
    email: 'vikram.singh@stranger.sabha.localhost',
    note: 'belongs to no ministry',
  },
];

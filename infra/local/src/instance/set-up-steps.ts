import { join } from 'node:path';
import { provision } from '@sabha/db/provision';
import type { InstancePlan } from '../parts/part.ts';
import { runStep } from '../process/run-step.ts';
import { databaseName, partBaseEnvironment, superuserUrl, type InstanceEnvironment } from './environment.ts';
import { checkout } from './home.ts';

/** Roles and database, by the one who may make them; at every start, for nothing when they are there. */
export async function prepareDatabase(plan: InstancePlan): Promise<void> {
  await provision({
    superuserUrl: superuserUrl(plan.ports, plan.secrets),
    database: databaseName,
    ownerPassword: plan.secrets.databaseOwner,
    appPassword: plan.secrets.databaseApp,
  });
}

export async function migrate(plan: InstancePlan, env: InstanceEnvironment): Promise<undefined> {
  await runStep({
    name: 'migrate',
    command: process.execPath,
    args: ['packages/db/src/migrate.ts'],
    cwd: checkout,
    env: { ...partBaseEnvironment(process.env), DATABASE_OWNER_URL: env.DATABASE_OWNER_URL },
    logFile: join(plan.home.logs, 'migrate.log'),
    signal: plan.signal,
  });
}

export async function seed(plan: InstancePlan, env: InstanceEnvironment): Promise<undefined> {
  await runStep({
    name: 'seed',
    command: process.execPath,
    args: ['packages/api/src/seed/main.ts'],
    cwd: checkout,
    env: { ...partBaseEnvironment(process.env), ...env },
    logFile: join(plan.home.logs, 'seed.log'),
    signal: plan.signal,
  });
}

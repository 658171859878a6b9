import { databasePart } from './database.ts';
import { livekitPart } from './livekit.ts';
import { identityPart, mailPart, portalPart, witnessPart, workerPart } from './node-parts.ts';
import type { InstancePlan, PartName, PartProcess } from './part.ts';

export async function makePart(name: PartName, plan: InstancePlan, logLevel?: string): Promise<PartProcess> {
  switch (name) {
    case 'database':
      return databasePart(plan);
    case 'livekit':
      return livekitPart(plan);
    case 'identity':
      return identityPart(plan);
    case 'mail':
      return mailPart(plan);
    case 'witness':
      return witnessPart(plan);
    case 'worker':
      return workerPart(plan, logLevel);
    case 'portal':
      return portalPart(plan, logLevel);
  }
}

export * from './audit-holds.ts';
export * from './audit.ts';
export * from './meetings.ts';
export * from './organisation.ts';
export * from './participants.ts';
export * from './rate-limits.ts';
export * from './residency.ts';
export * from './sign-in.ts';

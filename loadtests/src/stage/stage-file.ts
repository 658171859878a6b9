/** What the runner prepares and k6's scenarios read; plain data, because it crosses from one program into another. */
export type Stage = Readonly<{
  target: string; // the portal's origin
  /** Host names whose media may be loaded, beside this machine's own: as the consent says. */
  mediaHosts: readonly string[];
  /** Who schedules and hosts; who may read the ministry's audit log. */
  officials: Readonly<{ scheduler: Official; administrator: Official }>;
  webinars: readonly StagedMeeting[];
  meetings: readonly StagedMeeting[];
  /** Where everybody waits for a nod. */
  lobbies: readonly StagedMeeting[];
  /** A webinar of the real browsers' own, on the same servers: a synthetic speaker's picture is filler that no browser can show. */
  truth: StagedMeeting | null;
  /** Whom the identity provider knows, for those who sign in; null where it is not the local one. */
  identity: Readonly<{ origin: string; subject: string }> | null;
}>;

/** Signed in already. The cookie opens everything that is theirs: the file is for its owner's eyes. */
export type Official = Readonly<{ cookie: string; departmentId: string; ministryId: string }>;

export type StagedMeeting = Readonly<{ meetingId: string; joinCode: string; passcode: string; title: string }>;

/** How much of it a scenario needs. */
export type StageNeeds = Readonly<{ webinars?: number; meetings?: number; lobbies?: number; truth?: number }>;

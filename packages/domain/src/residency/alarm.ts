/** The closed list of what alarms the operator about residency. Raised once while it lasts, cleared when it is over. */
export const alarmKinds = {
  stranger_node: 'a media node that must not be there answers; its whole cluster takes nobody',
  no_permitted_node: 'no media node may take a room',
  room_misplaced: 'the media server moved a room to where its meeting must not be',
  country_disagrees: "a country database places a node of ours abroad; the operator's own networks are the truth",
  route_violation: 'the media of a session goes outside the policy, or its two views contradict each other',
  clock_off: 'a clock by which entries are dated is off by more than a second',
  route_refused: 'a browser was sent outside the policy, refused and left',
} as const;
export type AlarmKind = keyof typeof alarmKinds;

/** Single-key shortcuts. They can be turned off (WCAG 2.1.4) and never act while somebody types. */
export type ShortcutCommand = 'microphone' | 'camera' | 'chat' | 'people' | 'hand';

/** The same keys on every keyboard: what counts is the key's place, since a Hindi layout writes other letters. */
export const shortcutKeys: Readonly<Record<ShortcutCommand, string>> = {
  microphone: 'M',
  camera: 'V',
  chat: 'C',
  people: 'P',
  hand: 'H',
};

const commandByCode: ReadonlyMap<string, ShortcutCommand> = new Map(
  Object.entries(shortcutKeys).map(([command, key]) => [`Key${key}`, command as ShortcutCommand] as const),
);

export type KeyPress = Readonly<{
  code: string;
  repeat: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  /** Whether the key goes to something that takes text or to a modal dialog. */
  isTyping: boolean;
}>;

export function commandFor(press: KeyPress): ShortcutCommand | null {
  if (press.repeat || press.isTyping || press.ctrlKey || press.altKey || press.metaKey) return null;
  return commandByCode.get(press.code) ?? null;
}

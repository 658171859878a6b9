type Entry = Readonly<{ version?: string; integrity?: string; optional?: boolean; devOptional?: boolean; peer?: boolean }>;
export function isInstalled(wanted: Readonly<Record<string, Entry>>, installed: Readonly<Record<string, Entry>>): boolean;

/**
 * Whether everything a lock file asks for is installed, in that version and with that hash.
 * @param {Record<string, object>} wanted `packages` of package-lock.json
 * @param {Record<string, object>} installed `packages` of what npm noted about the last installation
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([place, entry]) => {
    if (!place.includes('node_modules/')) return true; // the root and our own workspaces
    const there = installed[place];
    if (there === undefined) return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

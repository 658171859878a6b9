/**
 * All the script of the door, in the page itself: it takes the passcode out of the link's fragment, which no server ever
 * sees; keeps the typed name for the next try in this tab; and keeps the fragment when the language is switched. Nothing
 * depends on it.
 */
const script = `(() => {
  const passcode = document.getElementById('passcode');
  const name = document.getElementById('displayName');
  const given = /[#&]p=([\\w-]{1,64})/.exec(location.hash);
  if (given && passcode && !passcode.value) passcode.value = given[1];
  if (location.hash) for (const form of document.querySelectorAll('form[data-keeps-fragment]')) form.action += location.hash;
  if (!name) return;
  try {
    name.value ||= sessionStorage.getItem('sabha-name') ?? '';
    name.form.addEventListener('submit', () => sessionStorage.setItem('sabha-name', name.value));
  } catch {
    // No storage, nothing kept.
  }
})();`;

export function DoorScript({ nonce }: { nonce: string | undefined }) {
  return <script {...(nonce === undefined ? {} : { nonce })} dangerouslySetInnerHTML={{ __html: script }} />;
}

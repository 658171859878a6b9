import type { KeyOf, Messages } from '@sabha/i18n/keys';
import { plain } from '@sabha/i18n/plain';

export type LobbyMessages = Messages<KeyOf<'door'> | KeyOf<'errors'> | 'common.errorReference' | 'common.signIn'>;
export type LobbyText = ReturnType<typeof lobbyText>;

export const lobbyText = (messages: LobbyMessages) => plain(messages);

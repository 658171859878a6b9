import { describe, expect, it } from 'vitest';
import { readPair } from './read-pair.ts';

const iceServers = ['stun:203.0.113.5', 'turn:203.0.113.5:3478?transport=udp', 'turns:turn.sabha.example:443?transport=tcp'];
const publisher = { transport: 'publisher', iceServers } as const;
const remote = { id: 'R', type: 'remote-candidate', address: '203.0.113.5', port: 7882, protocol: 'udp', candidateType: 'host' };
const local = { id: 'L', type: 'local-candidate', protocol: 'udp', candidateType: 'host', address: '192.168.1.7' };
const pair = {
  id: 'P',
  type: 'candidate-pair',
  localCandidateId: 'L',
  remoteCandidateId: 'R',
  state: 'succeeded',
  nominated: true,
};
const transport = { id: 'T', type: 'transport', selectedCandidatePairId: 'P' };

describe('the selected pair', () => {
  it('is the one that the transport names, and tells of this end only its kind', () => {
    const other = { ...pair, id: 'X', remoteCandidateId: 'Y' };
    const read = readPair([other, transport, pair, local, remote], publisher);
    expect(read).toEqual({
      transport: 'publisher',
      protocol: 'udp',
      remote: { address: '203.0.113.5', port: 7882, type: 'host' },
      localType: 'host',
      relay: null,
    });
    expect(JSON.stringify(read)).not.toContain('192.168');
  });

  it('is the one that works where no transport names it (Firefox)', () => {
    const failed = { ...pair, id: 'F', state: 'failed', nominated: false, remoteCandidateId: 'none' };
    expect(readPair([failed, pair, local, remote], publisher)?.remote.port).toBe(7882);
    expect(readPair([{ ...failed, selected: true }, pair, local, remote], publisher)).toBeNull();
  });

  it('is nothing while none is selected', () => {
    expect(readPair([], publisher)).toBeNull();
    expect(
      readPair(
        [
          { id: 'T', type: 'transport' },
          { ...pair, state: 'in-progress', nominated: false },
        ],
        publisher,
      ),
    ).toBeNull();
  });

  it('has an empty end where the browser hides it', () => {
    const hidden = { ...remote, address: null, candidateType: 'prflx' };
    expect(readPair([transport, pair, local, hidden], publisher)?.remote).toEqual({ address: '', port: 7882, type: 'prflx' });
  });
});

describe('a relayed pair', () => {
  const through = (more: object) => readPair([transport, pair, { ...local, candidateType: 'relay', ...more }, remote], publisher);
  it.each([
    ['as the browser says', { url: 'turns:turn.sabha.example:443', relayProtocol: 'tls' }, 'turns:turn.sabha.example:443', 'tls'],
    ['over UDP, by the one it was told', { relayProtocol: 'udp' }, 'turn:203.0.113.5:3478?transport=udp', 'udp'],
    ['over TLS, by the one it was told', { relayProtocol: 'tls' }, 'turns:turn.sabha.example:443?transport=tcp', 'tls'],
    ['over TCP, by the one it was told', { relayProtocol: 'tcp' }, 'turns:turn.sabha.example:443?transport=tcp', 'tcp'],
    ['without a word', {}, 'turn:203.0.113.5:3478?transport=udp', 'udp'],
  ])('%s', (...[, more, url, protocol]) => expect(through(more)).toMatchObject({ localType: 'relay', relay: { url, protocol } }));

  it('by a server that nobody told it of is unknown, which is not inside', () => {
    const read = readPair([transport, pair, { ...local, candidateType: 'relay' }, remote], { ...publisher, iceServers: [] });
    expect(read?.relay?.url).toBe('unknown');
  });
});

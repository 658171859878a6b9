/**
 * One ICE candidate (RFC 8839, section 5.1), read strictly. What is handed on to the browser is written anew from what was
 * read, so that the browser cannot read something else into it.
 */
import { canonicalAddress } from '@sabha/domain/residency/network';

export type Candidate = Readonly<{
  foundation: string;
  component: string;
  transport: 'udp' | 'tcp';
  priority: string;
  address: string;
  port: string;
  type: 'host' | 'srflx' | 'prflx' | 'relay';
  tcpType: string | null;
  ufrag: string | null;
}>;

const shape =
  /^candidate:([A-Za-z0-9+/]{1,32}) ([1-9]\d{0,2}) (udp|tcp) (\d{1,10}) ([^\s]{1,64}) (\d{1,5}) typ (host|srflx|prflx|relay)((?: [\w-]+ [^\s]+)*)$/i;

/** The text behind `a=`, or null: a name in place of an address (mDNS among them), a port or word out of bounds, anything odd. */
export function readCandidate(text: string): Candidate | null {
  const found = shape.exec(text);
  if (found === null) return null;
  const [, foundation = '', component = '', transport = '', priority = '', said = '', port = '', type = '', more = ''] = found;
  const address = canonicalAddress(said);
  if (address === null || said.startsWith('[') || Number(port) > 65_535) return null;
  const extension = (name: string, form: RegExp) => form.exec(more.split(` ${name} `)[1] ?? '')?.[0] ?? null;
  return {
    foundation,
    component,
    transport: transport.toLowerCase() as Candidate['transport'],
    priority,
    address,
    port,
    type: type.toLowerCase() as Candidate['type'],
    tcpType: extension('tcptype', /^(?:active|passive|so)(?= |$)/),
    ufrag: extension('ufrag', /^[A-Za-z0-9+/]{4,256}(?= |$)/),
  };
}

export function writeCandidate(candidate: Candidate): string {
  const { foundation, component, transport, priority, address, port, type, tcpType, ufrag } = candidate;
  // Where a candidate was learned from is nobody's business here; the grammar wants the place filled.
  const related = type === 'host' ? '' : ' raddr 0.0.0.0 rport 0';
  const ends = `${tcpType === null ? '' : ` tcptype ${tcpType}`}${ufrag === null ? '' : ` ufrag ${ufrag}`}`;
  return `candidate:${foundation} ${component} ${transport} ${priority} ${address} ${port} typ ${type}${related}${ends}`;
}

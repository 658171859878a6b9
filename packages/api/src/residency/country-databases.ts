/**
 * Two public country databases (CC0), read whole into memory on first use: from the registries' delegations, and from their
 * whois. They disagree about clouds, so nothing is let in by one of them alone, and for our own nodes they only raise alarms.
 */
import { canonicalAddress, isIpv6 } from '@sabha/domain/residency/network';
import { createReadStream } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { collectRanges, countryIn, emptyRanges, type Family, type Ranges } from './country-ranges.ts';

export const databaseNames = ['asn-country', 'geo-whois-asn-country'] as const;

export type CountryDatabases = Readonly<{
  /** What each database says of the address, in the order of `databaseNames`; null where it says nothing, or cannot be read. */
  of(address: string): Promise<readonly (string | null)[]>;
}>;

/** @param failed is told when a database cannot be read; it then knows no address. */
export function countryDatabases(failed: (error: unknown) => void): CountryDatabases {
  let loading: Promise<readonly Database[]> | undefined;
  const load = (name: string) =>
    readDatabase(name).catch((error: unknown) => {
      failed(error);
      return { ipv4: emptyRanges, ipv6: emptyRanges };
    });
  return {
    async of(address) {
      const canonical = canonicalAddress(address);
      if (canonical === null) return databaseNames.map(() => null);
      loading ??= Promise.all(databaseNames.map(load));
      const family = isIpv6(canonical) ? 'ipv6' : 'ipv4';
      return (await loading).map((database) => countryIn(database[family], canonical));
    },
  };
}

type Database = Readonly<Record<Family, Ranges>>;

async function readDatabase(name: string): Promise<Database> {
  const folder = folderOf(`@ip-location-db/${name}`);
  const read = (family: Family) => readRanges(join(folder, `${name}-${family}-num.csv`), family);
  return { ipv4: await read('ipv4'), ipv6: await read('ipv6') };
}

/** From the working directory upwards: where this file lies after bundling says nothing. */
function folderOf(packageName: string): string {
  const manifest = findPackageJSON(packageName, pathToFileURL(join(process.cwd(), 'here.js')));
  if (manifest === undefined) throw new Error(`${packageName} is not installed`);
  return dirname(manifest);
}

/** Chunk by chunk, so that requests are answered in between. */
async function readRanges(file: string, family: Family): Promise<Ranges> {
  const ranges = collectRanges(family);
  let rest = '';
  for await (const chunk of createReadStream(file, 'latin1') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) ranges.add(line);
  }
  if (rest !== '') ranges.add(rest);
  return ranges.done();
}

import { expect, it } from 'vitest';
import { countryDatabases, databaseNames } from './country-databases.ts';

/** A cloud in Mumbai is American by the registries' delegations and Indian by whois: why one database decides nothing. */
it('asks both databases, which know the world and disagree about clouds in India', async () => {
  const failures: unknown[] = [];
  const countries = countryDatabases((error) => failures.push(error));
  expect(databaseNames).toEqual(['asn-country', 'geo-whois-asn-country']);
  expect(await countries.of('164.100.1.1')).toEqual(['IN', 'IN']);
  expect(await countries.of('2405:200::1')).toEqual(['IN', 'IN']);
  expect(await countries.of('8.8.8.8')).toEqual(['US', 'US']);
  expect(await countries.of('3.6.0.1')).toEqual(['US', 'IN']);
  for (const nowhere of ['127.0.0.1', '10.0.0.1', '192.0.2.1', 'name.example', ''])
    expect(await countries.of(nowhere)).toEqual([null, null]);
  expect(failures).toEqual([]);
}, 60_000);

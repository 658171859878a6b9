/** A process of its own that joins a call and stays, for tests that kill it: `node call-and-wait.ts URL TOKEN`. */
import { joinCall } from './media-client.ts';

const [url = '', token = ''] = process.argv.slice(2);
const client = await joinCall({ url, token });
await client.ended;

/** `npm run -s contract`: every channel with its JSON Schemas, for whoever talks to the desk from another language. */
import { contractJson } from '../shared/contract/json-schema.ts';

console.log(JSON.stringify(contractJson(), null, 2));

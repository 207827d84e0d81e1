/**
 * One import in a process of its own, so that its peak memory is its own: `import-run.ts <data folder> <extract>`
 * prints how long it took, in milliseconds, and the peak, in megabytes.
 */
import process from 'node:process';
import { importFile } from '../counter.ts';
import { openTestDesk } from '../../support/desk.ts';

const [folder, extract] = process.argv.slice(2);
if (folder === undefined || extract === undefined) throw new Error('a data folder and an extract');
const city = await openTestDesk({ folder, trainingPrinter: false });
const startedAt = performance.now();
await importFile(city, extract);
const tookMs = performance.now() - startedAt;
const peakMb = process.resourceUsage().maxRSS / 1024;
await city.close();
process.stdout.write(JSON.stringify({ tookMs, peakMb }));

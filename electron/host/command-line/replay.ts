/** A captured line played back to the driver that it is meant for: what the program would have understood. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pause, systemClock } from '../../../drivers/clock.ts';
import { SAMPLE_PROFILES } from '../../../drivers/currency-counter/report/profiles.ts';
import { readCapture } from '../../../drivers/transport/capture.ts';
import { replayTransport } from '../../../drivers/transport/replayed.ts';
import { reportProfile } from '../../../shared/contract/channels/devices.ts';
import type { MicrAlphabet } from '../../../shared/devices/check-reader.ts';
import type { DeviceSettings } from '../../../shared/devices/settings.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { DeviceEvent } from '../../services/devices/live.ts';
import { errorEnvelope } from '../../services/envelope.ts';
import { attach } from '../devices/attached.ts';
import { reasonOf } from './desk.ts';
import type { ReplayKind } from './replay-kinds.ts';
import { report, reportError } from './output.ts';
import type { HowAnswered } from './output.ts';

export type ReplayOptions = HowAnswered & {
  readonly as: ReplayKind;
  /** A report profile in JSON; without it one of the samples. */
  readonly profile?: string;
  readonly alphabet: MicrAlphabet;
};

const LOOK_MS = 100;
/** After the last byte: a report whose end does not come is known by its silence only. */
const REST_MS = 1500;

export async function replay(file: string, options: ReplayOptions): Promise<void> {
  const parts = inputs(file, options);
  if (!parts.ok) {
    reportError(options, errorEnvelope(parts.error));
    return;
  }
  const { capture, settings } = parts.value;
  const line = replayTransport(capture, systemClock, { match: 'count' });
  const understood: string[] = [];
  const device = attach(
    { deviceId: 'replayed', name: 'Replayed', sources: [], settings },
    {
      clock: systemClock,
      transport: () => line,
      // A capture is read by itself, without any office.
      scanlines: () => [],
      heard: (event) => understood.push(...inWords(event)),
    },
  );
  for (
    let waitedMs = 0;
    !line.isOver && line.deviation === undefined && waitedMs < 60_000;
    waitedMs += LOOK_MS
  )
    await pause(systemClock, LOOK_MS);
  await pause(systemClock, REST_MS);
  await device.stop();
  const rest = line.deviation === undefined ? [] : [`The device was asked otherwise: ${line.deviation}`];
  const words = [...understood, ...rest];
  report(
    options,
    { understood, deviation: line.deviation ?? null },
    words.length === 0 ? 'Nothing was understood.' : words.join('\n'),
    understood.length === 0,
  );
}

function inputs(file: string, { as, profile, alphabet }: ReplayOptions) {
  const text = contentOf(file);
  if (!text.ok) return text;
  const capture = readCapture(text.value);
  if (!capture.ok) return capture;
  const settings = settingsFor(as, alphabet, profile);
  return settings.ok ? ok({ capture: capture.value, settings: settings.value }) : settings;
}

function contentOf(file: string): Result<string> {
  try {
    return ok(readFileSync(resolve(file), 'utf8'));
  } catch (fault) {
    return refuse('FILE_UNREADABLE', { field: 'file', value: file, params: { reason: reasonOf(fault) } });
  }
}

/** Never opened: the capture stands in for the line. */
const transport = { kind: 'file', path: 'capture' } as const;

function settingsFor(
  as: ReplayOptions['as'],
  alphabet: MicrAlphabet,
  profileFile: string | undefined,
): Result<DeviceSettings> {
  switch (as) {
    case 'scanner':
      return ok({ kind: 'scanner', transport, aimPrefix: true, i2of5Length: null, code39Check: false });
    case 'check-reader':
      return ok({ kind: 'check-reader', protocol: 'magtek', transport, alphabet, exceptions: [] });
    case 'counter': {
      const profile = profileOf(profileFile);
      return profile.ok
        ? ok({ kind: 'bill-counter', transport, protocol: { name: 'report', profile: profile.value } })
        : profile;
    }
  }
}

function profileOf(file: string | undefined) {
  if (file === undefined) return ok(SAMPLE_PROFILES.auditedBatch);
  const text = contentOf(file);
  if (!text.ok) return text;
  try {
    const parsed = reportProfile.safeParse(JSON.parse(text.value));
    if (parsed.success) return ok(parsed.data);
    const issue = parsed.error.issues[0];
    return wrongProfile(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  } catch (fault) {
    return wrongProfile(reasonOf(fault));
  }
}

const wrongProfile = (reason: string) =>
  refuse('DEVICE_PROFILE_WRONG', { field: 'profile', params: { reason } });

/** Without what nobody should read over a shoulder: a check's account shows its end only. */
function inWords(event: DeviceEvent): readonly string[] {
  switch (event.kind) {
    case 'scan':
      return event.reading.kind === 'code'
        ? [`${event.reading.symbology}: ${event.reading.text}`]
        : [event.reading.kind === 'refused' ? `refused: ${event.reading.why}` : 'a card, discarded'];
    case 'check': {
      const { reading } = event;
      if (reading.result === 'unreadable') return [`unreadable: ${reading.why}`];
      const parts = `routing ${reading.routing ?? '?'}, account ending ${reading.account?.slice(-4) ?? '?'}, number ${reading.number ?? '?'}`;
      return [
        reading.result === 'read' ? `read: ${parts}` : `doubtful (${reading.doubts.join(', ')}): ${parts}`,
      ];
    }
    case 'count': {
      const rows = event.count.rows.map(
        (row) => `${String(row.pieces)} × ${formatCents(row.denominationCents)}`,
      );
      return [
        `report ${event.count.reportNumber}: ${rows.join(', ')} = ${formatCents(event.count.totalCents)}`,
      ];
    }
    case 'count-refused':
      return [`refused: ${event.why}`];
    case 'noticed':
    case 'changed':
      return [];
  }
}

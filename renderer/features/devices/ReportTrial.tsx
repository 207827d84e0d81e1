import { useEffect, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { formatCents } from '../../../shared/money/money.ts';
import type { ErrorEnvelope } from '../../../shared/contract/envelope.ts';
import type { ReportProfile } from '../../../shared/devices/money-counter.ts';
import { ask } from '../../bridge/bridge.ts';
import { readUpload } from '../../bridge/files.ts';
import { Button } from '../../ui/Button.tsx';
import { NoteField } from '../../ui/Field.tsx';
import { Notice, RefusalNotice } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { FormPart } from './FormPanel.tsx';
import {
  capturedProblem,
  pastedReport,
  problemsByField,
  refusedWords,
  takenForWords,
} from './report-trial.ts';
import type { Captured, Trial } from './report-trial.ts';
import styles from './Devices.module.css';

type Tried = { readonly profile: ReportProfile; readonly name: string; readonly trial: Trial };

export type ReportTrialProps = {
  readonly profile: ReportProfile;
  /** What the trial found wrong with the profile, for its fields. */
  readonly onTried: (profile: ReportProfile, problems: ReadonlyMap<keyof ReportProfile, string>) => void;
};

/** The test button of a profile: a captured report, line by line as the profile reads it, and what comes of it. */
export function ReportTrial({ profile, onTried }: ReportTrialProps) {
  const [pasted, setPasted] = useState('');
  const [file, setFile] = useState<Captured | null>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const [refused, setRefused] = useState<ErrorEnvelope | string | null>(null);
  const captured = file ?? (pasted.trim() === '' ? null : pastedReport(pasted));
  const reason = captured === null ? 'Choose a captured file or paste a report' : undefined;
  const run = async (what: Captured | null) => {
    if (what === null) return;
    const problem = capturedProblem(what);
    const answer = problem === null ? await ask('device.try-report', { profile, base64: what.base64 }) : null;
    setTried(answer?.ok === true ? { profile, name: what.name, trial: answer.value } : null);
    setRefused(problem ?? (answer?.ok === false ? answer.error : null));
    onTried(profile, problemsByField(answer?.ok === true ? answer.value.problems : []));
  };
  const choose = async (files: FileList | null) => {
    const chosen = files?.[0];
    if (!chosen) return;
    const upload = await readUpload(chosen);
    const taken: Captured = { name: chosen.name, base64: upload?.base64 ?? '' };
    setFile(upload === null ? null : taken);
    setPasted('');
    if (upload === null) setRefused(`${chosen.name} is no captured report: it is too large.`);
    else await run(taken);
  };
  return (
    <FormPart title="Try it on a report" place="wide">
      <NoteField
        label="Report as the machine sent it"
        className={styles.mono}
        rows={5}
        maxLength={60_000}
        value={pasted}
        onChange={(text) => {
          setPasted(text);
          setFile(null);
        }}
        note={file === null ? 'Paste it here, or choose a captured file. Nothing of it is kept.' : file.name}
      />
      <div className={styles.actions}>
        <Button reason={reason} onPress={() => void run(captured)}>
          Try the profile
        </Button>
        <FileTrigger onSelect={(files) => void choose(files)}>
          <Button>Choose a captured file</Button>
        </FileTrigger>
      </div>
      {refused !== null && <RefusalNotice problem={refused} />}
      {tried !== null && <Outcome tried={tried} isOld={tried.profile !== profile} />}
    </FormPart>
  );
}

function Outcome({ tried: { name, trial }, isOld }: { readonly tried: Tried; readonly isOld: boolean }) {
  const { problems, lines, count, refused } = trial;
  const ref = useRef<HTMLDivElement>(null);
  // It opens under the buttons, which may stand at the foot of what is in sight.
  useEffect(() => ref.current?.scrollIntoView({ block: 'nearest' }), [trial]);
  return (
    <div className={styles.outcome} ref={ref}>
      {isOld && <Notice tone="note">The profile was changed since. Try it again.</Notice>}
      {problems.length > 0 ? (
        <Notice tone="danger" live="alert" title="The profile cannot be used as it is">
          {problems.length === 1 ? 'One field is' : `${problems.length} fields are`} to be corrected, above.
        </Notice>
      ) : count !== null ? (
        <Notice tone="ok" live="status" title={`${name}: a whole report`}>
          {count.totalPieces} pieces, {formatCents(count.totalCents)}. Number {count.reportNumber}.
        </Notice>
      ) : (
        <Notice tone="danger" live="alert" title={`${name}: no count comes of it`}>
          <Why refused={refused} />
        </Notice>
      )}
      {count !== null && (
        <div className={styles.count}>
          <CountTable count={count} />
        </div>
      )}
      {lines.length > 0 && (
        <Table
          label="Line by line"
          density="dense"
          rows={lines.map((line, at) => ({ ...line, at }))}
          rowId={({ at }) => String(at)}
          columns={[
            {
              id: 'line',
              head: 'Line',
              rowHeader: true,
              cell: ({ line }) => <span className={styles.reportLine}>{line}</span>,
            },
            { id: 'takenFor', head: 'Taken for', cell: ({ takenFor }) => takenForWords(takenFor) },
            { id: 'detail', head: 'Read from it', cell: ({ detail }) => detail },
          ]}
        />
      )}
    </div>
  );
}

function Why({ refused }: { readonly refused: string }) {
  const { why, line } = refusedWords(refused);
  return (
    <>
      {why} {line !== '' && <span className={styles.reportLine}>{line}</span>}
    </>
  );
}

function CountTable({ count }: { readonly count: NonNullable<Trial['count']> }) {
  return (
    <Table
      label="What was counted"
      density="dense"
      rows={count.rows}
      rowId={({ denominationCents }) => String(denominationCents)}
      columns={[
        {
          id: 'denomination',
          head: count.medium === 'note' ? 'Note' : 'Coin',
          rowHeader: true,
          numeric: true,
          cell: ({ denominationCents }) => formatCents(denominationCents),
        },
        { id: 'pieces', head: 'Pieces', numeric: true, cell: ({ pieces }) => pieces },
        {
          id: 'amount',
          head: 'Amount',
          numeric: true,
          cell: ({ denominationCents, pieces }) => <Amount cents={denominationCents * pieces} />,
        },
      ]}
      foot={
        <tr>
          <th scope="row" className={styles.num}>
            Total
          </th>
          <td className={styles.num}>{count.totalPieces}</td>
          <td className={styles.num}>{formatCents(count.totalCents)}</td>
        </tr>
      }
    />
  );
}

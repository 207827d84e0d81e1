import type { BankException } from '../../../shared/devices/check-reader.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Field } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { ALPHABETS, FRAMINGS, withReaderProtocol } from './device-draft.ts';
import type { ReaderSettings } from './device-draft.ts';
import type { KindFieldsProps } from './kind-fields.ts';
import { FormPart } from './FormPanel.tsx';
import styles from './Devices.module.css';

/** How a check's magnetic line is written by this reader, and which banks print their number elsewhere. */
export function ReaderFields({ settings, onChange, refusal }: KindFieldsProps<ReaderSettings>) {
  const problem = refusal.at('device.settings.protocol');
  const wrongBank = refusal.at('device.settings.exceptions');
  return (
    <>
      <FormPart title="Reading">
        <Choice
          label="Reader"
          columns={2}
          options={[
            { value: 'magtek', label: 'Own line, MagTek' },
            { value: 'epson', label: 'In the printer, Epson' },
          ]}
          value={settings.protocol}
          onChange={(protocol) => onChange(withReaderProtocol(settings, protocol))}
        />
        {problem !== undefined && <ErrorLine problem={problem} />}
        <SelectField
          label="Signs for transit, on us, amount, dash"
          options={ALPHABETS}
          value={settings.alphabet}
          onChange={(alphabet) => onChange({ ...settings, alphabet })}
          note="As the reader is set. It is never guessed: D is a dash in one and on us in another."
          problem={refusal.at('device.settings.alphabet')}
        />
        {settings.protocol === 'magtek' && (
          <SelectField
            label="Ends a line"
            options={FRAMINGS}
            value={settings.framing ?? 'marked'}
            onChange={(framing) => onChange({ ...settings, framing })}
            note="As the reader is set. Only the packet shows a damaged digit of the account."
          />
        )}
      </FormPart>
      <FormPart title="Banks that print the check number elsewhere" place="wide">
        <Exceptions
          exceptions={settings.exceptions}
          onChange={(exceptions) => onChange({ ...settings, exceptions })}
        />
        {wrongBank !== undefined && <ErrorLine problem={wrongBank} />}
      </FormPart>
    </>
  );
}

type ExceptionsProps = {
  readonly exceptions: readonly BankException[];
  readonly onChange: (exceptions: readonly BankException[]) => void;
};

const digits = (typed: string, most: number): string => typed.replace(/\D/g, '').slice(0, most);

function Exceptions({ exceptions, onChange }: ExceptionsProps) {
  const change = (at: number, part: Partial<BankException>) =>
    onChange(exceptions.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <>
      <p className={styles.help}>
        Of the field left of the amount, dashes and blanks taken out: how many characters come before the
        check number, and how many it has.
      </p>
      {exceptions.length > 0 && (
        <table className={styles.grid} aria-label="Banks that print the check number elsewhere">
          <thead>
            <tr>
              <th scope="col">Routing number</th>
              <th scope="col">Skip</th>
              <th scope="col">Characters</th>
              <th scope="col">
                <span className={styles.sr}>Take away</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {exceptions.map((row, at) => (
              <tr key={at}>
                <td>
                  <Field
                    label={`Routing number, row ${at + 1}`}
                    labelHidden
                    size="sm"
                    inputMode="numeric"
                    autoFocus={row.routing === ''}
                    value={row.routing}
                    onChange={(typed) => change(at, { routing: digits(typed, 9) })}
                  />
                </td>
                <td>
                  <Field
                    label={`Characters to skip, row ${at + 1}`}
                    labelHidden
                    size="sm"
                    align="right"
                    inputMode="numeric"
                    value={String(row.serialFrom)}
                    onChange={(typed) => change(at, { serialFrom: Number(digits(typed, 2)) })}
                  />
                </td>
                <td>
                  <Field
                    label={`Characters of the check number, row ${at + 1}`}
                    labelHidden
                    size="sm"
                    align="right"
                    inputMode="numeric"
                    value={String(row.serialLength)}
                    onChange={(typed) => change(at, { serialLength: Number(digits(typed, 2)) })}
                  />
                </td>
                <td>
                  <Button
                    size="sm"
                    aria-label={`Take away row ${at + 1}`}
                    onPress={() => onChange(exceptions.filter((_, index) => index !== at))}
                  >
                    Take away
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div>
        <Button
          size="sm"
          onPress={() => onChange([...exceptions, { routing: '', serialFrom: 0, serialLength: 4 }])}
        >
          Add a bank
        </Button>
      </div>
    </>
  );
}

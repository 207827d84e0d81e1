import { Choice } from '../../ui/Choice.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Field } from '../../ui/Field.tsx';
import { withCardProtocol, withPassword } from './device-draft.ts';
import type { CardSettings } from './device-draft.ts';
import type { KindFieldsProps } from './kind-fields.ts';
import { FormPart } from './FormPanel.tsx';

/** The card itself never comes here: the terminal is told an amount and answers with an approval. */
export function CardFields({ settings, onChange, refusal }: KindFieldsProps<CardSettings>) {
  const problem = refusal.at('device.settings.protocol');
  return (
    <FormPart title="Terminal">
      <Choice
        label="Speaks"
        options={[
          { value: 'pax', label: 'PAX (POSLINK)' },
          { value: 'zvt', label: 'ZVT' },
        ]}
        value={settings.protocol}
        onChange={(protocol) => onChange(withCardProtocol(settings, protocol))}
      />
      {problem !== undefined && <ErrorLine problem={problem} />}
      {settings.protocol === 'zvt' && (
        <Field
          label="Terminal password"
          inputMode="numeric"
          maxLength={6}
          value={settings.password ?? ''}
          onChange={(typed) => {
            if (/^\d{0,6}$/.test(typed)) onChange(withPassword(settings, typed));
          }}
          note="Six digits, from the terminal’s papers. Registration and end of day ask for it."
          problem={refusal.at('device.settings.password')}
        />
      )}
    </FormPart>
  );
}

import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { Segment } from '../../ui/Segment.tsx';
import layout from '../../ui/layout.module.css';
import { withLanguage, withPayer } from './draft.ts';
import type { Draft } from './draft.ts';
import type { PaymentPreview } from './preview.ts';
import { counter, useCounter } from './store.ts';
import styles from './Counter.module.css';

type Relation = NonNullable<Draft['payer']['relation']>;

const WORDS: Readonly<Record<Relation, string>> = {
  holder: 'Account holder',
  'third-party': 'Third party',
  'walk-in': 'Walk-in',
};

/** Who stands at the window, and the language of what they read. A third party sees the amount due, not the account. */
export function PayerRow({ preview }: { readonly preview: PaymentPreview }) {
  const { draft } = useCounter();
  const [editing, setEditing] = useState(false);
  const { payer } = preview;
  const relation = draft.payer.relation ?? payer.relation;
  return (
    <div className={styles.payer}>
      <div className={layout.row}>
        <span className={`${layout.grow ?? ''} ${layout.truncate ?? ''}`}>
          <span className={layout.sub}>{WORDS[payer.relation]}</span>{' '}
          {payer.name === '' ? 'without a name' : payer.name}
          {draft.language === 'es' && ', receipt in Spanish'}
        </span>
        <Button kind="quiet" size="sm" aria-expanded={editing} onPress={() => setEditing(!editing)}>
          {editing ? 'Done' : 'Change'}
        </Button>
      </div>
      {editing && (
        <>
          <Choice
            label="Who pays"
            labelHidden
            columns={3}
            value={relation}
            onChange={(chosen: Relation) =>
              counter.change((before) => withPayer(before, { ...before.payer, relation: chosen }))
            }
            options={(Object.keys(WORDS) as Relation[])
              .filter((each) => each !== 'holder' || draft.accounts.length > 0)
              .map((value) => ({ value, label: WORDS[value] }))}
          />
          {relation !== 'holder' && (
            <Field
              label="Name on the receipt"
              name="payer-name"
              value={draft.payer.name ?? ''}
              maxLength={80}
              onChange={(name) =>
                counter.change((before) => withPayer(before, { ...before.payer, relation, name }))
              }
              onEnter={() => setEditing(false)}
            />
          )}
          <Segment
            label="Receipt language"
            value={draft.language}
            onChange={(language) => counter.change((before) => withLanguage(before, language))}
            options={[
              { value: 'en', label: 'English' },
              { value: 'es', label: 'Español', lang: 'es' },
            ]}
          />
        </>
      )}
    </div>
  );
}

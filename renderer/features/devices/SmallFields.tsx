import { CountField } from '../../ui/AmountField.tsx';
import { Tick } from '../../ui/Tick.tsx';
import type { DisplaySettings, ScannerSettings } from './device-draft.ts';
import type { KindFieldsProps } from './kind-fields.ts';
import { FormPart } from './FormPanel.tsx';
import styles from './Devices.module.css';

/** How the codes of a scanner are told apart from half a code and from another kind of code. */
export function ScannerFields({ settings, onChange, refusal }: KindFieldsProps<ScannerSettings>) {
  const { aimPrefix, i2of5Length, code39Check } = settings;
  return (
    <FormPart title="Codes">
      <div>
        <Tick checked={aimPrefix} onChange={(next) => onChange({ ...settings, aimPrefix: next })}>
          It sends the AIM identifier before each code
        </Tick>
        <p className={styles.help}>
          Set so in the scanner too. Without it nobody knows which kind of code it was.
        </p>
      </div>
      <div>
        <CountField
          label="Length of Interleaved 2 of 5"
          value={i2of5Length}
          onChange={(next) => onChange({ ...settings, i2of5Length: next })}
          problem={refusal.at('device.settings.i2of5Length')}
        />
        <p className={styles.help}>
          Digits of your own bills’ code. Empty: never taken, because half of such a code reads as a whole
          one.
        </p>
      </div>
      <div>
        <Tick checked={code39Check} onChange={(next) => onChange({ ...settings, code39Check: next })}>
          Code 39 carries its check character
        </Tick>
        <p className={styles.help}>Then a Code 39 without a right one is refused.</p>
      </div>
    </FormPart>
  );
}

export function DisplayFields({
  settings,
  onChange,
}: Pick<KindFieldsProps<DisplaySettings>, 'settings' | 'onChange'>) {
  return (
    <FormPart title="Display">
      <div>
        <Tick
          checked={settings.passThrough}
          onChange={(passThrough) => onChange({ ...settings, passThrough })}
        >
          It hangs on the printer’s pass-through cable
        </Tick>
        <p className={styles.help}>Then it is selected before each text.</p>
      </div>
    </FormPart>
  );
}

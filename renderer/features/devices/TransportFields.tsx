import type { DeviceTransport, SerialLine } from '../../../shared/devices/transport.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { Choice } from '../../ui/Choice.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Field } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { FormPart } from './FormPanel.tsx';
import type { RefusalAt } from './refusal-at.ts';
import { baudRates, onPort, portOf, transportOf } from './transport-draft.ts';
import type { UsualLine } from './transport-draft.ts';
import styles from './Devices.module.css';

export type TransportFieldsProps = {
  readonly transport: DeviceTransport;
  readonly usual: UsualLine;
  readonly onChange: (transport: DeviceTransport) => void;
  readonly refusal: RefusalAt;
  /** How the desk names it in a refusal: `device.settings.transport`. */
  readonly place: string;
  readonly beside?: boolean;
};

/** The way to a device, of whatever kind: a network address, a serial port and how it speaks, or a device file. */
export function TransportFields(props: TransportFieldsProps) {
  const { transport, usual, onChange, refusal, place, beside = false } = props;
  const whole = refusal.at(place);
  return (
    <FormPart title="Connection" {...(beside && { place: 'beside' })}>
      <Choice
        label="Reached by"
        columns={3}
        options={[
          { value: 'tcp', label: 'Network' },
          { value: 'serial', label: 'Serial' },
          { value: 'file', label: 'Device file' },
        ]}
        value={transport.kind}
        onChange={(kind) => onChange(transportOf(kind, usual, transport))}
      />
      {transport.kind === 'tcp' && (
        <div className={styles.hostAndPort}>
          <Field
            label="Address"
            value={transport.host}
            onChange={(host) => onChange({ ...transport, host })}
            maxLength={255}
            note="A name or a number such as 10.0.0.5"
            problem={refusal.at(`${place}.host`)}
          />
          <Field
            label="Port"
            align="right"
            inputMode="numeric"
            value={transport.port === 0 ? '' : String(transport.port)}
            onChange={(typed) => {
              if (/^\d{0,5}$/.test(typed)) onChange({ ...transport, port: Number(typed) });
            }}
            {...(usual.port === null ? {} : { note: `Usually ${usual.port}` })}
            problem={refusal.at(`${place}.port`)}
          />
        </div>
      )}
      {transport.kind === 'serial' && (
        <SerialFields line={transport} onChange={onChange} refusal={refusal} place={place} />
      )}
      {transport.kind === 'file' && (
        <Field
          label="Device file"
          value={transport.path}
          onChange={(path) => onChange({ ...transport, path })}
          maxLength={255}
          note="Such as /dev/usb/lp0"
          problem={refusal.at(`${place}.path`)}
        />
      )}
      {whole !== undefined && <ErrorLine problem={whole} />}
    </FormPart>
  );
}

type SerialProps = Pick<TransportFieldsProps, 'refusal' | 'place'> & {
  readonly line: SerialLine;
  readonly onChange: (line: SerialLine) => void;
};

/** An adapter that is plugged in while the form is open shows by itself. */
const PORTS_EVERY_MS = 3_000;

function SerialFields({ line, onChange, refusal, place }: SerialProps) {
  const ports = useAsk('device.ports', {}, { everyMs: PORTS_EVERY_MS }).data?.ports ?? [];
  return (
    <>
      {ports.length > 0 && (
        <SelectField
          label="Plugged in now"
          options={[
            { value: '', label: 'None of these: as typed below' },
            ...ports.map(({ path, label }) => ({
              value: path,
              label: label === '' ? path : `${path}: ${label}`,
            })),
          ]}
          value={portOf(line, ports)?.path ?? ''}
          onChange={(path) => {
            const port = ports.find((each) => each.path === path);
            if (port) onChange(onPort(line, port));
          }}
        />
      )}
      <Field
        label="Serial port"
        value={line.path}
        onChange={(path) => onChange(onPort(line, { path, usbId: null }))}
        maxLength={255}
        note={
          line.usbId === undefined
            ? 'COM4, or /dev/serial/by-id/…, which stays the same in another socket'
            : 'Known by the adapter’s own number: it is found in whichever socket it is'
        }
        problem={refusal.at(`${place}.path`) ?? refusal.at(`${place}.usbId`)}
      />
      <div className={styles.three}>
        <SelectField
          label="Speed, baud"
          options={baudRates(line.baudRate).map((rate) => ({ value: String(rate), label: String(rate) }))}
          value={String(line.baudRate)}
          onChange={(rate) => onChange({ ...line, baudRate: Number(rate) })}
          problem={refusal.at(`${place}.baudRate`)}
        />
        <SelectField
          label="Data bits"
          options={[
            { value: '8', label: '8' },
            { value: '7', label: '7' },
          ]}
          value={line.dataBits === 7 ? '7' : '8'}
          onChange={(bits) => onChange({ ...line, dataBits: bits === '7' ? 7 : 8 })}
        />
        <SelectField
          label="Stop bits"
          options={[
            { value: '1', label: '1' },
            { value: '2', label: '2' },
          ]}
          value={line.stopBits === 2 ? '2' : '1'}
          onChange={(bits) => onChange({ ...line, stopBits: bits === '2' ? 2 : 1 })}
        />
        <SelectField
          label="Parity"
          options={[
            { value: 'none', label: 'None' },
            { value: 'even', label: 'Even' },
            { value: 'odd', label: 'Odd' },
          ]}
          value={line.parity ?? 'none'}
          onChange={(parity) => onChange({ ...line, parity })}
        />
        <SelectField
          className={styles.spanTwo}
          label="Flow control"
          options={[
            { value: 'none', label: 'None' },
            { value: 'rts-cts', label: 'RTS/CTS, also DTR/DSR cables' },
            { value: 'xon-xoff', label: 'XON/XOFF' },
          ]}
          value={line.flowControl ?? 'none'}
          onChange={(flowControl) => onChange({ ...line, flowControl })}
        />
      </div>
    </>
  );
}

/** What the bench and its control page know of a simulated terminal, whatever protocol it speaks. */
import type { SimulatedDevice } from '../../bench/simulated-line.ts';
import type { SimulatedTransaction, SimulatedVoid } from './bank.ts';
import type { TerminalSettings, TerminalSimulatorState } from './state.ts';

export interface CardSimulator<Settings extends TerminalSettings = TerminalSettings> extends SimulatedDevice {
  /** Plain JSON: settings, stage, and all that the bank has done. */
  readonly state: TerminalSimulatorState & Settings;
  set(change: Partial<Settings>): void;
  /** Every sale that the bank has charged, also one that was taken back since. */
  charges(): readonly SimulatedTransaction[];
  voids(): readonly SimulatedVoid[];
  refunds(): readonly SimulatedTransaction[];
  /** Forgets all transactions. */
  clear(): void;
  /** Called after every change. @returns the function that ends it */
  onChange(listener: () => void): () => void;
}

/** The command line as a child process, as a person or a scheduled task starts it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

const CLI = join(import.meta.dirname, '../../electron/host/cli.ts');

export type CliRun = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};
export type CliOptions = {
  readonly stdin?: string;
  /** Called with what standard error has said so far, and a way to send Ctrl-C. */
  readonly onStderr?: (said: string, interrupt: () => void) => void;
  readonly command?: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
};

export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.command ?? process.execPath, [...(options.args ?? [CLI]), ...args], {
      cwd: options.cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      options.onStderr?.(stderr, () => child.kill('SIGINT'));
    });
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
    child.stdin.end(options.stdin ?? '');
  });
}

/** The result of a verb asked with `--json`. */
export function resultOf(run: CliRun): unknown {
  try {
    return JSON.parse(run.stdout);
  } catch {
    throw new Error(
      `no JSON result (exit code ${String(run.code)}): ${JSON.stringify(run.stdout)} ${run.stderr}`,
    );
  }
}

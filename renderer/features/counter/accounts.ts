/** The accounts of a draft as the desk shows them now; each is asked once and again when a push says so. */
import { useQueries } from '@tanstack/react-query';
import type { ErrorEnvelope } from '../../../shared/contract/envelope.ts';
import { ask } from '../../bridge/bridge.ts';
import { AskRefused } from '../../bridge/hooks.ts';
import type { AccountView, Accounts } from './preview.ts';

export type AskedAccounts = {
  readonly answered: Accounts;
  readonly problems: ReadonlyMap<string, ErrorEnvelope>;
};

export function useAccounts(accounts: readonly string[]): AskedAccounts {
  return useQueries({
    queries: accounts.map((account) => ({
      queryKey: ['account.show', { account }],
      queryFn: async (): Promise<AccountView> => {
        const answer = await ask('account.show', { account });
        if (!answer.ok) throw new AskRefused(answer.error);
        return answer.value;
      },
    })),
    combine: (results) => ({
      answered: new Map(results.flatMap(({ data }) => (data ? [[data.account, data] as const] : []))),
      problems: new Map(
        results.flatMap(({ error }, index) => {
          const account = accounts[index];
          return account !== undefined && error instanceof AskRefused
            ? [[account, error.problem] as const]
            : [];
        }),
      ),
    }),
  });
}

import { useAsk } from '../../bridge/hooks.ts';
import { Room } from '../../shell/Room.tsx';
import { go, useRoute } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { PageHead } from '../../ui/Panel.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { DepositView } from './DepositView.tsx';
import { List } from './List.tsx';
import { Prepare } from './Prepare.tsx';

/** `#/deposits`, `#/deposits/prepare/<bank account>`, `#/deposits/<deposit>`. */
export function Screen() {
  const [part, bankAccount] = useRoute().rest;
  if (part === undefined) return <List />;
  if (part === 'prepare' && bankAccount !== undefined) {
    return <PrepareScreen key={bankAccount} bankAccount={bankAccount} />;
  }
  return <OneDeposit key={part} depositId={part} />;
}

const backToList = (
  <Button onPress={() => go('deposits')} keyCap="Esc">
    Back to the deposits
  </Button>
);

function OneDeposit({ depositId }: { readonly depositId: string }) {
  const deposit = useAsk('deposit.show', { depositId });
  if (deposit.problem !== undefined) {
    return (
      <Room title="Deposit">
        <PageHead title="Deposit" />
        <RefusalNotice problem={deposit.problem} actions={backToList} />
      </Room>
    );
  }
  if (deposit.data === undefined) return <Room title="Deposit">{null}</Room>;
  return <DepositView deposit={deposit.data} again={deposit.again} />;
}

function PrepareScreen({ bankAccount }: { readonly bankAccount: string }) {
  const asked = useAsk('deposit.candidates', {});
  const candidate = asked.data?.candidates.find((each) => each.bankAccount.code === bankAccount);
  if (candidate !== undefined) return <Prepare candidate={candidate} />;
  if (asked.data === undefined && asked.problem === undefined)
    return <Room title="Prepare a deposit">{null}</Room>;
  return (
    <Room title="Prepare a deposit">
      <PageHead title="Prepare a deposit" />
      <RefusalNotice
        problem={asked.problem ?? 'Nothing is left to deposit for this bank account. Look at the list.'}
        actions={backToList}
      />
    </Room>
  );
}

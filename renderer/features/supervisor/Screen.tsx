import { useAsk } from '../../bridge/hooks.ts';
import { Room } from '../../shell/Room.tsx';
import { useRoute } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { PageHead } from '../../ui/Panel.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { Floor } from './Floor.tsx';
import { Review } from './Review.tsx';
import { TenderCorrection } from './TenderCorrection.tsx';

/** `#/supervisor`, `#/supervisor/close/<session>`, `#/supervisor/tender/<payment>`. */
export function Screen() {
  const [part, id] = useRoute().rest;
  if (part === 'close' && id !== undefined) return <Review key={id} sessionId={id} />;
  if (part === 'tender' && id !== undefined) return <TenderCorrection key={id} paymentId={id} />;
  return <FloorScreen />;
}

function FloorScreen() {
  const overview = useAsk('supervisor.overview', {});
  if (overview.problem !== undefined) {
    return (
      <Room title="Supervisor">
        <PageHead title="Supervisor" />
        <RefusalNotice
          problem={overview.problem}
          actions={<Button onPress={overview.again}>Ask again</Button>}
        />
      </Room>
    );
  }
  if (overview.data === undefined) return <Room title="Supervisor">{null}</Room>;
  return <Floor overview={overview.data} again={overview.again} />;
}

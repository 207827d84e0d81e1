import { Steps } from '../../ui/Status.tsx';

const STEPS = ['Count', 'Seal', 'Explain', 'Submit'] as const;

export function CloseSteps({ now }: { readonly now: number }) {
  return (
    <Steps
      label="Progress"
      steps={STEPS.map((label, index) => ({
        label,
        state: index < now ? 'done' : index === now ? 'now' : 'ahead',
      }))}
    />
  );
}

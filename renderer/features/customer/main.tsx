/** The page of the customer's window: no sign-in, no keys, always light. */
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { certain } from '../../../shared/kernel/assert.ts';
import { queryClient } from '../../bridge/hooks.ts';
import { exchangeToken } from '../../bridge/transport.ts';
import '../../ui/tokens.css';
import '../../ui/base.css';
import { CustomerWindow } from './CustomerWindow.tsx';

await exchangeToken();

createRoot(certain(document.getElementById('root'), 'the page’s root')).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <CustomerWindow />
    </QueryClientProvider>
  </StrictMode>,
);

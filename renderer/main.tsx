import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { certain } from '../shared/kernel/assert.ts';
import { queryClient } from './bridge/hooks.ts';
import { exchangeToken } from './bridge/transport.ts';
import { App } from './shell/App.tsx';
import { startAppearance } from './shell/appearance.ts';
import './ui/tokens.css';
import './ui/base.css';

startAppearance();
await exchangeToken();

createRoot(certain(document.getElementById('root'), 'the page’s root')).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);

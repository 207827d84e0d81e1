/** The customer's side on a screen of its own: it knows no sign-in, and is dragged to where the customer sees it. */
export function openCustomerWindow(): void {
  // Without an opener it has a seat of its own and nothing of this window's.
  window.open(new URL('/customer', window.location.href), '_blank', 'popup,noopener,width=1024,height=768');
}

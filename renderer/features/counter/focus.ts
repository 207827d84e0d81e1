/** Where the keyboard goes in the counter when one step is done. */

export const focusTenderAmount = (): void => {
  const field = document.querySelector<HTMLInputElement>('[data-field="tender-amount"]');
  field?.focus();
  field?.select();
};

export const focusPost = (): void => document.getElementById('post-payment')?.focus();

/** One page, no framework: a switch per thing that can go wrong, the paper, the drawer. */
import type { SimulatorState } from './state.ts';

const CHOICES: Partial<Record<keyof SimulatorState, readonly string[]>> = {
  wrongDevice: ['no', 'modem', 'echo'],
  cover: ['closed', 'open'],
  paper: ['ok', 'near-end', 'out'],
  cutter: ['ok', 'jammed'],
  head: ['ok', 'hot'],
  feedButton: ['released', 'pressed'],
  language: ['esc-pos', 'star-prnt'],
  slipStation: ['none', 'slip', 'itherm'],
  slipPaper: ['none', 'inserted', 'ejected'],
};

function control(
  name: string,
  value: SimulatorState[keyof SimulatorState],
  choices?: readonly string[],
): string {
  if (choices) {
    const options = choices.map((choice) => `<option>${choice}</option>`).join('');
    return `<label>${name} <select name="${name}">${options}</select></label>`;
  }
  if (typeof value === 'string') return `<label>${name} <input name="${name}"></label>`;
  if (typeof value === 'boolean') return `<label><input type="checkbox" name="${name}"> ${name}</label>`;
  return `<label>${name} <input type="number" min="0" name="${name}"></label>`;
}

/** @param healthy gives the names and kinds of all switches */
export function controlPage(healthy: SimulatorState): string {
  const controls = (Object.keys(healthy) as (keyof SimulatorState)[])
    .map((name) => control(name, healthy[name], CHOICES[name]))
    .join('\n');
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Receipt printer simulator</title>
<style>
  body { font: 15px system-ui; display: grid; grid-template-columns: 20rem 1fr; gap: 2rem; margin: 1rem; }
  label { display: block; margin: 0.3rem 0; } input[type=number] { width: 6rem; }
  pre { font: 14px ui-monospace, monospace; background: #fffdf4; color: #111; border: 1px solid #999; padding: 1rem; }
</style>
<form><h1>Printer</h1>
${controls}
<p><button type="button" data-post="/healthy">All healthy</button>
<button type="button" data-post="/clear">Forget papers</button></p>
<h2>Drawer: <output id="drawer"></output></h2>
<p><button type="button" data-post="/drawer" data-body='{"do":"close"}'>Close it</button>
<button type="button" data-post="/drawer" data-body='{"do":"open-by-key"}'>Open by key</button></p></form>
<main><h1>Paper</h1><pre id="papers"></pre></main>
<script>
  const form = document.querySelector('form');
  const post = (url, body) => fetch(url, { method: 'POST', body: body ?? '{}' }).then(show);
  async function show() {
    const { state, drawer, kicks } = await (await fetch('/state')).json();
    for (const [name, value] of Object.entries(state)) {
      const field = form.elements[name];
      if (field === document.activeElement) continue;
      if (field.type === 'checkbox') field.checked = value; else field.value = value ?? '';
    }
    document.getElementById('drawer').value = (drawer.open ? 'open' : 'closed') + ', kicked ' + kicks.length + ' times';
    document.getElementById('papers').textContent = await (await fetch('/papers.txt')).text();
  }
  form.addEventListener('change', ({ target }) => {
    const value = target.type === 'checkbox' ? target.checked
      : target.type === 'number' ? (target.value === '' ? null : Number(target.value)) : target.value;
    post('/state', JSON.stringify({ [target.name]: value }));
  });
  for (const button of document.querySelectorAll('button'))
    button.addEventListener('click', () => post(button.dataset.post, button.dataset.body));
  show(); setInterval(show, 1000);
</script>
</html>
`;
}

/**
 * The bench's page: no framework. It draws itself from GET /devices, so a new device, setting or deed needs no word
 * here. Native controls with labels, in the order in which they are read; it asks again every second, and leaves the
 * field alone in which somebody types.
 */
export const BENCH_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Bench of simulated devices</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; }
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem; }
  a { color: inherit; }
  nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; padding: 0; list-style: none; }
  section { border-top: 2px solid; padding-block: 0.5rem 1rem; }
  .parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1rem 2rem; }
  fieldset { border: 1px solid; margin: 0 0 0.75rem; min-width: 0; }
  form { margin-block: 0 0.5rem; }
  legend { font-weight: 600; }
  label { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.5rem; justify-content: space-between; margin-block: 0.25rem; }
  input, select, button { font: inherit; min-height: 2rem; }
  input:not([type=checkbox]), select { width: 12rem; max-width: 100%; }
  input[type=checkbox] { width: 1.5rem; }
  :focus-visible { outline: 3px solid; outline-offset: 2px; }
  /* What was refused is said where the eyes are, however far down the page that is. */
  #said:not(:empty) { position: fixed; inset: auto 1rem 1rem; padding: 0.75rem 1rem; border: 2px solid; background: Canvas; }
  pre { font: 0.95rem/1.35 ui-monospace, monospace; border: 1px solid; margin: 0; padding: 0.75rem; overflow: auto; max-height: 30rem; }
</style>
<header>
  <h1>Bench of simulated devices</h1>
  <p>Every change acts at once. <output id="said" aria-live="polite"></output></p>
  <nav aria-label="Devices"><ul></ul></nav>
</header>
<main></main>
<script type="module">
  const words = (name) => name.replaceAll('-', ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const make = (tag, props = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), props);
    element.append(...children);
    return element;
  };
  const said = document.getElementById('said');

  async function post(path, body) {
    const response = await fetch(path, { method: 'POST', body: JSON.stringify(body) });
    const answer = await response.json();
    said.value = response.ok ? '' : answer.error;
    await show();
  }

  /** What JSON schema allows, as a native control with a value that can be read and written. */
  function field(name, schema) {
    const kinds = schema.anyOf ?? [schema];
    const optional = kinds.some(({ type }) => type === 'null');
    const kind = kinds.find(({ type }) => type !== 'null') ?? {};
    const labelled = (control) => make('label', {}, words(name), control);
    if (kind.type === 'boolean') {
      const control = make('input', { type: 'checkbox', name });
      return { control, label: labelled(control), read: () => control.checked, write: (v) => { control.checked = v === true; } };
    }
    const choices = kinds.flatMap((each) => each.enum ?? (each.const === undefined ? [] : [each.const]));
    if (choices.length > 0) {
      const control = make('select', { name }, ...(optional ? [make('option', { value: '', textContent: '–' })] : []),
        ...choices.map((choice) => make('option', { value: String(choice), textContent: String(choice) })));
      const read = () => choices.find((choice) => String(choice) === control.value) ?? null;
      return { control, label: labelled(control), read, write: (v) => { control.value = v ?? ''; } };
    }
    if (kind.type === 'integer' || kind.type === 'number') {
      const control = make('input', { type: 'number', name, step: kind.type === 'integer' ? 1 : 'any', min: kind.minimum ?? '' });
      const read = () => (control.value === '' ? null : Number(control.value));
      return { control, label: labelled(control), read, write: (v) => { control.value = v ?? ''; } };
    }
    const control = make('input', { type: 'text', name, autocomplete: 'off', spellcheck: false });
    if (kind.type === 'string') return { control, label: labelled(control), read: () => control.value, write: (v) => { control.value = v ?? ''; } };
    const read = () => { try { return JSON.parse(control.value); } catch { return control.value; } };
    return { control, label: labelled(control), read, write: (v) => { control.value = v === undefined ? '' : JSON.stringify(v); } };
  }

  /** A group whose every control is set as soon as it is changed. */
  function switches(title, schema, path) {
    const fields = Object.entries(schema.properties ?? {}).map(([name, each]) => [name, field(name, each)]);
    for (const [name, { control, read }] of fields)
      control.addEventListener('change', () => post(path, { [name]: read() }));
    const group = make('fieldset', {}, make('legend', { textContent: title }), ...fields.map(([, { label }]) => label));
    const update = (values) => {
      for (const [name, { control, write }] of fields) if (control !== document.activeElement) write(values[name]);
    };
    return { group, update };
  }

  /** A form whose button does something, with what it needs to be told. */
  function deed({ about, params }, path) {
    const fields = Object.entries(params.properties ?? {}).map(([name, schema]) => [name, schema, field(name, schema)]);
    for (const [, schema, { write }] of fields) if ('default' in schema) write(schema.default);
    const button = make('button', { textContent: about });
    const form = make('form', {}, fields.length === 0 ? button
      : make('fieldset', {}, make('legend', { textContent: about }), ...fields.map(([, , { label }]) => label), button));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      post(path, Object.fromEntries(fields.map(([name, , { read }]) => [name, read()])));
    });
    return form;
  }

  function panel(device) {
    const at = '/devices/' + device.name;
    const line = switches('Line', device.may.line, at + '/line');
    const state = switches('Device', device.may.state, at + '/state');
    const shows = make('pre', { tabIndex: 0, role: 'group', ariaLabel: device.title + ' shows' });
    const seen = make('pre', { tabIndex: 0, role: 'group', ariaLabel: device.title + ' has seen' });
    const where = device.at.map((way) => (way.kind === 'tcp' ? way.host + ' port ' + way.port : way.path)).join(', ');
    const heading = make('h2', { id: device.name, textContent: device.title });
    const section = make('section', {}, heading, make('p', { textContent: where }), make('div', { className: 'parts' },
      make('div', {}, shows, make('details', {}, make('summary', { textContent: 'What it has seen' }), seen)),
      make('div', {}, line.group, state.group),
      make('div', {}, ...Object.entries(device.may.do).map(([name, each]) => deed(each, at + '/do/' + name)))));
    section.setAttribute('aria-labelledby', device.name);
    document.querySelector('nav ul').append(make('li', {}, make('a', { href: '#' + device.name, textContent: device.title })));
    document.querySelector('main').append(section);
    const keep = (element, text) => { if (element.textContent !== text) element.textContent = text; };
    return (now) => {
      line.update(now.line);
      state.update(now.settings);
      keep(shows, now.shows);
      keep(seen, JSON.stringify(now.seen, null, 2));
    };
  }

  const panels = new Map();
  async function show() {
    for (const device of await (await fetch('/devices')).json()) {
      if (!panels.has(device.name)) panels.set(device.name, panel(device));
      panels.get(device.name)(device);
    }
  }
  await show();
  setInterval(() => show().catch(() => { said.value = 'The bench has been shut down.'; }), 1000);
</script>
</html>
`;

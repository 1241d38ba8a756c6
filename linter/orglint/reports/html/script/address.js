/* The address says which part is shown, and how it is filtered: #rules?outcome=fail&outcome=unknown&severity=high */

function readAddress() {
  const hash = location.hash.slice(1);
  const whole = decode(hash);
  if (whole && document.getElementById(whole)) return { id: whole, set: new URLSearchParams() };
  const at = hash.indexOf('?');
  return { id: decode(at < 0 ? hash : hash.slice(0, at)), set: new URLSearchParams(at < 0 ? '' : hash.slice(at + 1)) };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function writeAddress(id, set, replace) {
  const said = set.toString(), address = '#' + id + (said ? '?' + said : '');
  if (address === location.hash) return;
  try {
    history[replace ? 'replaceState' : 'pushState'](null, '', address);
  } catch {
    location.hash = address;
  }
}

/* What a form is set to, without what is at its default. */
function readForm(form) {
  const set = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value !== '' && value !== one(form, `[name=${name}]`).dataset.normal) set.append(name, value);
  }
  return set;
}

function fillForm(form, set) {
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === 'checkbox') {
      field.checked = set.getAll(field.name).includes(field.value);
      continue;
    }
    const wanted = set.get(field.name) ?? (field.dataset.normal || '');
    field.value = wanted;
    if (field.value !== wanted) field.value = field.dataset.normal || '';
  }
}

function splitWords(text) {
  return (text || '').toLowerCase().split(/\s+/).filter(Boolean);
}

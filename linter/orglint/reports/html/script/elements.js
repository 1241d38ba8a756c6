/* Elements: text is always set as text, never as markup. */

const OUTCOMES = ['fail', 'unknown', 'waived', 'pass', 'not-applicable'];
const OUTCOME_WORDS = ['Fails', 'Unknown', 'Waived', 'Passes', 'Not applicable'];
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

const one = (root, selector) => root.querySelector(selector);
const all = (root, selector) => [...root.querySelectorAll(selector)];

function make(name, text, attributes = {}) {
  const element = document.createElement(name);
  if (text != null) element.textContent = text;
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  return element;
}

/* Set a text that may be there already: then nothing is laid out again. */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const SIGNS = new Map();

/* A sign with the shapes of a symbol in it: browsers take several times as long to lay out one that points at them. */
function makeSign(id, style) {
  if (!SIGNS.has(id)) {
    const sign = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), symbol = document.getElementById(id);
    sign.setAttribute('class', style);
    sign.setAttribute('viewBox', symbol.getAttribute('viewBox'));
    sign.setAttribute('aria-hidden', 'true');
    sign.append(...symbol.cloneNode(true).childNodes);
    SIGNS.set(id, sign);
  }
  return SIGNS.get(id).cloneNode(true);
}

function makeMark(outcome) {
  const mark = make('span', null, { class: 'mark ' + OUTCOMES[outcome] });
  mark.append(makeSign('i-' + OUTCOMES[outcome], 'i'), OUTCOME_WORDS[outcome]);
  return mark;
}

function makeSeverity(severity) {
  const name = SEVERITIES[severity], made = make('span', null, { class: 'sev' });
  made.append(makeSign('s-' + name, 'meter'), name[0].toUpperCase() + name.slice(1));
  return made;
}

/* An address or a path may go on in the next line after @ and before dots and slashes. */
function appendSoftly(element, text) {
  text.split(/(?<=@)|(?=[./])/).forEach((part, at) => element.append(...(at ? [make('wbr'), part] : [part])));
  return element;
}

function makeCell(text, label, style) {
  const cell = make('td', text, { role: 'cell' });
  if (label) cell.setAttribute('data-l', label);
  if (style) cell.setAttribute('class', style);
  return cell;
}

function makeSubject(finding, changes) {
  const cell = appendSoftly(make('th', null, { role: 'rowheader', scope: 'row' }), finding.name);
  if (finding.change) {
    const [, words, sign] = changes[finding.change - 1];
    cell.append(' ', make('em', words, { class: 'tag ' + sign }));
  }
  return cell;
}

/* Since when a finding is there, by the day; it may be older if no earlier result was without it. */
function makeSince(finding) {
  const cell = makeCell(null, 'Found since', 'c-since');
  if (finding.day === null) return cell;
  const day = new Date(finding.day * 86400e3).toISOString().slice(0, 10);
  cell.append(make('time', day, { datetime: day }));
  if (finding.block.b[finding.row]) cell.append(' ', make('span', 'or before', { class: 'quiet' }));
  return cell;
}

/* A button that the values of a finding as they are take the place of: a folded box in each row takes as long to lay
   out as all the rest of it. */
function makeRaw(finding) {
  const label = `Raw values of ${finding.name}`;
  const button = make('button', 'raw', { type: 'button', class: 'raw', 'aria-expanded': 'false', 'aria-label': label });
  button.addEventListener('click', () => {
    const box = make('details', null, { class: 'raw', open: '' }), head = make('summary');
    head.append(make('span', label, { class: 'sr' }), make('span', 'raw', { 'aria-hidden': 'true' }));
    box.append(head, listRawValues(finding));
    button.replaceWith(box);
    head.focus();
  });
  return button;
}

function listRawValues({ rule, block, columns, row, key }) {
  const list = make('dl');
  block.c.forEach((place, at) => list.append(make('dt', rule.columns[place][3]), make('dd', writeRaw(columns[at](row)))));
  list.append(make('dt', 'key'), make('dd', key));
  if (block.m) list.append(make('dt', 'message'), make('dd', block.m[row]));
  return list;
}

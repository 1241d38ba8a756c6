/* The findings of an organization, as orglint/reports/html/packed.py packs them: one object each, columns shared. */

async function inflate(text) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), c => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).json();
}

function addSteps(steps) {
  let at = 0;
  return steps.map(step => (typeof step === 'number' ? at += step : step));
}

function readColumn(column, length) {
  if (Array.isArray(column)) return column;
  if ('all' in column) return Array(length).fill(column.all);
  return addSteps(column.t).map(at => (at === '?' ? {} : at === null ? null : formatTimestamp(at * column.u)));
}

function readKeys({ shapes, used, digits }) {
  let at = 0;
  const fill = part => (typeof part === 'number' ? digits.slice(at, at += part) : part);
  return addSteps(used).map(shape => shapes[shape].map(fill).join(''));
}

function* readBlock(block, data, keys) {
  const rule = data.rules[block.r], columns = block.v.map(it => readColumn(it, block.s.length));
  let row = 0;
  for (const subject of addSteps(block.s)) {
    const key = keys[subject], name = data.names[subject] || key;
    yield { rule, index: block.r, outcome: block.o, name, key, block, columns, row, words: '', change: block.h ? block.h[row] : 0, day: block.d ? block.d[row] : null };
    row += 1;
  }
}

function explain({ block, row }) {
  return block.n ? block.n[0][block.n[1][row]] : '';
}

/* What a reader may search for. */
function collectWords(finding) {
  const { rule, block, columns, row } = finding;
  let words = `${finding.name} ${finding.key} ${rule.id} ${explain(finding)}`;
  block.c.forEach((place, at) => {
    const kind = rule.columns[place][1];
    if (kind === 'text' || kind === 'list') words += ' ' + describeValue(columns[at][row], kind, '', 0);
  });
  return (block.m ? words + ' ' + block.m[row] : words).toLowerCase();
}

async function unpack(text) {
  const data = await inflate(text), keys = readKeys(data.keys), findings = [];
  for (const block of data.blocks) findings.push(...readBlock(block, data, keys));
  for (const finding of findings) finding.words = collectWords(finding);
  return { findings, now: data.now, changes: data.changes };
}

/* The findings of an organization, as orglint/reports/html/packed.py packs them: in blocks, of one rule and one outcome
   each. A finding is a number, by which arrays say its block, its subject and its change; it becomes an object when it
   is shown. */

async function inflate(text) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), c => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).json();
}

function addSteps(steps) {
  let at = 0;
  return steps.map(step => (typeof step === 'number' ? at += step : step));
}

/* What says the value of a column by its row: times become text when somebody sees them. */
function openColumn(column, readKey) {
  if (Array.isArray(column)) return row => column[row];
  if ('all' in column) return () => column.all;
  if ('keys' in column) return readKey;
  const times = addSteps(column.t);
  return row => (times[row] === '?' ? {} : times[row] === null ? null : formatTimestamp(times[row] * column.u));
}

function readKeys({ shapes, used, digits }) {
  let at = 0;
  const fill = part => (typeof part === 'number' ? digits.slice(at, at += part) : part);
  return addSteps(used).map(shape => shapes[shape].map(fill).join(''));
}

async function unpack(text) {
  const { now, changes, rules, names, keys: packedKeys, blocks: packed } = await inflate(text);
  const size = packed.reduce((sum, it) => sum + it.s.length, 0), keys = readKeys(packedKeys);
  const data = {
    now, changes, keys, size, names: names.map((name, at) => name || keys[at]), blocks: [],
    blockOf: new Uint32Array(size), subjects: new Uint32Array(size), changed: new Uint8Array(size),
  };
  let start = 0;
  packed.forEach((block, at) => {
    const end = start + block.s.length;
    data.blocks.push({ ...block, rule: rules[block.r], start, end });
    data.blockOf.fill(at, start, end);
    data.subjects.set(addSteps(block.s), start);
    if (block.h) data.changed.set(block.h, start);
    start = end;
  });
  return data;
}

/* The columns of a block, opened when the first of its findings is shown. */
function openColumns({ keys, subjects }, block) {
  return block.columns ||= block.v.map(it => openColumn(it, row => keys[subjects[block.start + row]]));
}

function readFinding(data, number) {
  const block = data.blocks[data.blockOf[number]], row = number - block.start, subject = data.subjects[number];
  return {
    rule: block.rule, outcome: block.o, name: data.names[subject], key: data.keys[subject], block, columns: openColumns(data, block), row,
    change: data.changed[number], day: readDay(block, row),
  };
}

function readDay(block, row) {
  return block.d ? block.d[row] : null;
}

function explain({ block, row }) {
  return block.n ? block.n[0][block.n[1][row]] : '';
}

/* Which findings hold the words that are searched for. Every text stands once, in small letters, in one long text that
   is looked through for each word; findings have the numbers of their texts. */

/* Which findings hold all words; null if none is asked for. */
function markWords(data, words) {
  if (!words.length) return null;
  const search = prepareSearch(data), marks = new Uint8Array(data.size).fill(1);
  search.known = new Map(words.map(word => [word, search.known.get(word) || findTexts(search, word)]));
  for (const holds of search.known.values()) {
    data.blocks.forEach((block, at) => unmarkBlock(data, block, search.blocks[at], holds, marks));
  }
  return marks;
}

/* Take the mark from each finding of a block none of whose texts holds a word. */
function unmarkBlock({ subjects }, { start, end }, { shared, columns }, holds, marks) {
  if (shared.some(text => holds[text])) return;
  for (let number = start; number < end; number += 1) {
    if (!marks[number] || holds[subjects[number]]) continue;
    marks[number] = 0;
    for (const column of columns) if (holds[column[number - start]]) marks[number] = 1;
  }
}

/* Which texts hold a word. */
function findTexts({ text, starts }, word) {
  const number = starts.length - 1, holds = new Uint8Array(number);
  let line = 0;
  for (let at = text.indexOf(word); at >= 0 && line < number; at = text.indexOf(word, starts[line])) {
    while (starts[line + 1] <= at) line += 1;
    holds[line] = 1;
    line += 1;
  }
  return holds;
}

/* What there is to search: the text, where its lines begin, and by block the texts that all of its findings have, and
   by column those that each has. The first lines are the names and keys of the subjects. */
function prepareSearch(data) {
  if (data.search) return data.search;
  const lines = data.names.map((name, at) => (name === data.keys[at] ? name : `${name} ${data.keys[at]}`)), numbers = new Map();
  const number = text => {
    if (!numbers.has(text)) numbers.set(text, lines.push(text) - 1);
    return numbers.get(text);
  };
  const blocks = data.blocks.map(block => numberBlock(block, number));
  return data.search = { ...joinLines(lines), blocks, known: new Map() };
}

function numberBlock({ rule, c, v, m, n }, number) {
  const shared = [number(rule.id)], columns = [];
  c.forEach((place, at) => {
    const kind = rule.columns[place][1], say = value => number(describeValue(value, kind, '', 0));
    if (kind !== 'text' && kind !== 'list') return;
    if (Array.isArray(v[at])) columns.push(Uint32Array.from(v[at], say));
    else if ('all' in v[at]) shared.push(say(v[at].all));
  });
  if (m) columns.push(Uint32Array.from(m, number));
  if (n) {
    const notes = n[0].map(number);
    columns.push(Uint32Array.from(n[1], at => notes[at]));
  }
  return { shared, columns };
}

function joinLines(lines) {
  const whole = lines.join('\n'), text = whole.toLowerCase(), starts = new Uint32Array(lines.length + 1);
  /* A letter may become two, as the Turkish İ does: then the lines are measured as they have become. */
  const same = text.length === whole.length;
  lines.forEach((line, at) => { starts[at + 1] = starts[at] + (same ? line : line.toLowerCase()).length + 1; });
  return { text, starts };
}

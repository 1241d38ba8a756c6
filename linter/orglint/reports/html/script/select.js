/* Which findings are shown, and in which order: decided by the block where all of a block are alike, so that no
   finding becomes an object before somebody sees it. */

const BLOCK_ORDERS = {
  worst: (a, b) => a.rule.severity - b.rule.severity || a.o - b.o || a.start - b.start,
  rule: (a, b) => a.r - b.r || a.o - b.o || a.start - b.start,
};
const FACTS = {
  outcome: block => OUTCOMES[block.o],
  severity: block => SEVERITIES[block.rule.severity],
  family: block => block.rule.family,
  owner: block => block.rule.owner,
};

/* The findings that a form asks for, by number, and how many there are by each value of each of its filters. */
function selectFindings(data, set) {
  const marks = markWords(data, splitWords(set.get('q'))), changes = listChanges(data.changes);
  const wanted = changes.map(it => Number(isWanted(set, 'change', it)));
  const kept = data.blocks.map(block => Object.keys(FACTS).every(name => isWanted(set, name, FACTS[name](block))));
  const whole = !marks && wanted.every(Boolean), list = new Uint32Array(data.size);
  let length = 0;
  const add = number => {
    if ((!marks || marks[number]) && wanted[data.changed[number]]) list[length++] = number;
  };
  const order = set.get('order') || 'worst';
  if (order in BLOCK_ORDERS) {
    for (const { start, end } of data.blocks.filter((_, at) => kept[at]).sort(BLOCK_ORDERS[order])) {
      for (let number = start; number < end; number += 1) {
        if (whole) list[length++] = number;
        else add(number);
      }
    }
  } else for (const number of sortFindings(data, order)) if (kept[data.blockOf[number]]) add(number);
  return { list: list.subarray(0, length), counts: countFindings(data, set, countMarked(data, marks, changes.length), changes, wanted) };
}

function isWanted(set, name, value) {
  return !set.get(name) || set.getAll(name).includes(value);
}

/* What happened to findings since the last result, by the number that they have. */
function listChanges(changes) {
  return ['still', ...changes.map(it => it[0])];
}

/* All findings in an order that is not one of blocks, worked out once. */
function sortFindings(data, order) {
  data.sorted ||= {};
  return data.sorted[order] ||= (order === 'subject' ? sortBySubject : sortByDay)(data, order === 'newest');
}

function sortBySubject({ size, names, subjects, blockOf, blocks }) {
  const ordered = Uint32Array.from(names.keys()).sort((a, b) => (names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : 0));
  const ranks = new Uint32Array(names.length);
  ordered.forEach((subject, at) => {
    ranks[subject] = at && names[ordered[at - 1]] === names[subject] ? ranks[ordered[at - 1]] : at;
  });
  const rules = Uint32Array.from(blocks, it => it.r);
  return numberAll(size).sort((a, b) => ranks[subjects[a]] - ranks[subjects[b]] || rules[blockOf[a]] - rules[blockOf[b]] || a - b);
}

function sortByDay({ size, blocks, blockOf }, newest) {
  const days = new Int32Array(size), places = new Uint32Array(blocks.length), none = newest ? -1e9 : 1e9;
  for (const block of blocks) for (let at = block.start; at < block.end; at += 1) days[at] = readDay(block, at - block.start) ?? none;
  [...blocks].sort(BLOCK_ORDERS.worst).forEach((block, place) => { places[blocks.indexOf(block)] = place; });
  const turn = newest ? -1 : 1;
  return numberAll(size).sort((a, b) => (days[a] - days[b]) * turn || places[blockOf[a]] - places[blockOf[b]] || a - b);
}

function numberAll(size) {
  return Uint32Array.from({ length: size }, (_, at) => at);
}

/* Which findings hold all words; null if none is asked for. */
function markWords(data, words) {
  if (!words.length) return null;
  const marks = new Uint8Array(data.size).fill(1);
  for (const word of words) {
    const subjects = word === words[0] ? markSubjects(data, word) : markSubjectsAgain(data, word, marks);
    for (const block of data.blocks) if (!block.rule.id.toLowerCase().includes(word)) unmarkBlock(data, block, word, subjects, marks);
  }
  return marks;
}

/* Which subjects hold a word. */
function markSubjects(data, word) {
  const { text, starts } = prepareSubjects(data), number = data.names.length, marks = new Uint8Array(number);
  let subject = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[subject + 1])) {
    while (starts[subject + 1] <= at) subject += 1;
    marks[subject] = 1;
    if (subject + 1 === number) break;
  }
  return marks;
}

/* Which subjects hold a further word, of those whose findings are marked. */
function markSubjectsAgain(data, word, marked) {
  const { text, starts } = prepareSubjects(data), marks = new Uint8Array(data.names.length), seen = new Uint8Array(data.names.length);
  for (let number = 0; number < data.size; number += 1) {
    const subject = data.subjects[number];
    if (!marked[number] || seen[subject]) continue;
    seen[subject] = 1;
    if (text.slice(starts[subject], starts[subject + 1]).includes(word)) marks[subject] = 1;
  }
  return marks;
}

/* Take the mark from each finding of a block that does not hold a word. */
function unmarkBlock(data, block, word, subjects, marks) {
  const found = prepareBlock(block).filter(it => it.whole.includes(word)).map(({ texts, at }) => ({ at, holds: texts.map(it => it.includes(word)) }));
  for (let number = block.start; number < block.end; number += 1) {
    const row = number - block.start;
    if (marks[number] && !subjects[data.subjects[number]] && !found.some(({ at, holds }) => holds[at[row]])) marks[number] = 0;
  }
}

/* The names and keys of all subjects in small letters, a line each, and where the lines begin. */
function prepareSubjects(data) {
  if (data.text) return data.text;
  const lines = data.names.map((name, at) => (name === data.keys[at] ? name + '\n' : name + ' ' + data.keys[at] + '\n'));
  const whole = lines.join(''), text = whole.toLowerCase(), starts = new Uint32Array(lines.length + 1);
  /* A letter may become two, as the Turkish İ does: then the lines are measured as they have become. */
  const same = text.length === whole.length;
  lines.forEach((line, at) => { starts[at + 1] = starts[at] + (same ? line : line.toLowerCase()).length; });
  return data.text = { text, starts };
}

/* What else readers may search for in the findings of a block: texts, each once, and which of them each finding has. */
function prepareBlock(block) {
  if (block.searched) return block.searched;
  const columns = block.c.map((place, at) => [block.rule.columns[place][1], block.v[at]]).filter(([kind]) => kind === 'text' || kind === 'list');
  const lists = columns.map(([kind, column]) => readColumn(column, block.end - block.start).map(it => describeValue(it, kind, '', 0)));
  return block.searched = [...[...lists, ...(block.m ? [block.m] : [])].map(listOnce), ...(block.n ? [block.n] : [])].map(([texts, at]) => {
    const lower = texts.map(it => it.toLowerCase());
    return { texts: lower, at, whole: lower.join('\n') };
  });
}

function listOnce(texts) {
  const once = new Map(), at = new Uint32Array(texts.length);
  texts.forEach((text, row) => {
    if (!once.has(text)) once.set(text, once.size);
    at[row] = once.get(text);
  });
  return [[...once.keys()], at];
}

/* How many findings hold the words, by block and by change: as many numbers a block as there are changes. */
function countMarked({ blocks, blockOf, changed, size }, marks, kinds) {
  const counts = new Uint32Array(blocks.length * kinds);
  for (let number = 0; number < size; number += 1) if (!marks || marks[number]) counts[blockOf[number] * kinds + changed[number]] += 1;
  return counts;
}

/* How many findings each value of each filter would leave, with what the other filters ask for. */
function countFindings({ blocks }, set, marked, changes, wanted) {
  const counts = { change: {} };
  for (const name in FACTS) counts[name] = {};
  blocks.forEach((block, at) => {
    const missed = Object.keys(FACTS).filter(name => !isWanted(set, name, FACTS[name](block)));
    if (missed.length > 1) return;
    const mine = marked.subarray(at * changes.length, (at + 1) * changes.length);
    const left = mine.reduce((sum, number, change) => sum + number * wanted[change], 0);
    for (const name in FACTS) if (!missed.length || missed[0] === name) addCount(counts[name], FACTS[name](block), left);
    if (!missed.length) changes.forEach((change, kind) => addCount(counts.change, change, mine[kind]));
  });
  return counts;
}

function addCount(counts, value, number) {
  counts[value] = (counts[value] || 0) + number;
}

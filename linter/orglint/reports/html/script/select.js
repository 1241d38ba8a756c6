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

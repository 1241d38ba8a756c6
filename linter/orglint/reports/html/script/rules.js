/* The table of rules: filtered and sorted; the cards show the same rules. */

const RANKS = {
  outcome: ['fail', 'unknown', 'waived', 'pass', 'not-set-up', 'not-in-plan', 'not-applicable'],
  severity: SEVERITIES,
};

function startRules(root, filtered) {
  const section = one(root, 'section[id$=rules]'), form = one(section, 'form');
  if (!form) return { id: section.id, apply() {} };
  const table = one(section, '.rules'), rows = all(table, 'tbody tr'), empty = one(section, '.empty');
  const cards = new Map(all(root, '.card').map(card => [card.dataset.i, card]));
  const words = new Map(rows.map(row => [row, `${row.dataset.title} ${row.dataset.text}`.toLowerCase()]));
  let sort = { key: '', down: false };

  const read = () => {
    const set = readForm(form);
    if (sort.key) set.set('sort', (sort.down ? '-' : '') + sort.key);
    return set;
  };
  const filter = () => {
    const set = readForm(form), asked = splitWords(set.get('q'));
    const found = rows.filter(row => asked.every(word => words.get(row).includes(word)));
    const kept = new Set(found.filter(row => !listMissed(row.dataset, set).length)), shown = kept.size;
    for (const row of rows) cards.get(row.dataset.i).hidden = row.hidden = !kept.has(row);
    showPicks(form, countRules(found, set));
    showGroups(root, shown < rows.length);
    one(form, '.count').textContent = shown === rows.length ? formatCount(shown, 'rule') : `${formatNumber(shown)} of ${formatCount(rows.length, 'rule')}`;
    empty.hidden = shown > 0;
    table.hidden = shown === 0;
    markCells(root, set);
    filtered();
  };
  const order = () => {
    sortRows(rows, sort);
    one(table, 'tbody').append(...rows);
    all(table, '[data-sort]').forEach(head => {
      if (head.dataset.sort === sort.key) head.setAttribute('aria-sort', sort.down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    });
  };
  const tell = replace => writeAddress(section.id, read(), replace);

  all(table, '[data-sort]').forEach(head => {
    const key = head.dataset.sort, button = make('button', head.textContent, { type: 'button' });
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const many = key === 'found' || key === 'new';
      sort = sort.key === key ? { key, down: !sort.down } : { key, down: many };
      order();
      tell(false);
    });
  });
  watchForm(form, () => filter(), tell, () => { sort = { key: '', down: false }; order(); });
  startPicks(form);
  showPicks(form, countRules(rows, readForm(form)));
  all(root, '[data-set]').forEach(link => { link.href = `#${section.id}?${link.dataset.set}`; });
  all(root, '[data-all]').forEach(button => button.addEventListener('click', () => {
    for (const box of [...cards.values(), ...all(root, '.rest')]) if (!box.hidden) box.open = button.dataset.all === 'open';
  }));
  return {
    id: section.id,
    apply(set) {
      const asked = set.get('sort') || '', key = asked.replace(/^-/, '');
      sort = one(table, `[data-sort="${CSS.escape(key)}"]`) ? { key, down: asked.startsWith('-') } : { key: '', down: false };
      fillForm(form, set);
      order();
      filter();
    },
  };
}

const CHOICES = ['outcome', 'severity', 'family', 'framework', 'owner'];

/* What a rule has of a filter: of frameworks it may have several. */
function listValues(facts, name) {
  return name === 'framework' ? facts.framework.split(' ') : [facts[name]];
}

/* The filters that leave a rule out. */
function listMissed(facts, set) {
  return CHOICES.filter(name => set.get(name) && !listValues(facts, name).some(value => set.getAll(name).includes(value)));
}

/* How many rules each value of each filter would leave, with what the other filters ask for. */
function countRules(rows, set) {
  const counts = Object.fromEntries(CHOICES.map(name => [name, {}]));
  for (const { dataset } of rows) {
    const missed = listMissed(dataset, set);
    for (const name of CHOICES) {
      if (missed.every(it => it === name)) for (const value of listValues(dataset, name)) addCount(counts[name], value, 1);
    }
  }
  return counts;
}

/* Groups that are folded show that there is something in them. */
function showGroups(root, filtered) {
  for (const group of all(root, '.rest')) {
    const some = all(group, '.card').some(card => !card.hidden);
    group.hidden = !some;
    if (filtered) group.open = some;
  }
}

function markCells(root, set) {
  const say = it => it.getAll('outcome') + '; ' + it.getAll('severity');
  for (const link of all(root, '[data-set]')) {
    if (set.get('outcome') && say(new URLSearchParams(link.dataset.set)) === say(set)) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

function sortRows(rows, { key, down }) {
  const rank = row => {
    const value = row.dataset[key] ?? '';
    return RANKS[key] ? RANKS[key].indexOf(value) : key === 'found' || key === 'new' ? Number(value) : value.toLowerCase() || '\uffff';
  };
  rows.sort((a, b) => {
    if (key) {
      const x = rank(a), y = rank(b);
      if (x !== y) return (x < y ? -1 : 1) * (down ? -1 : 1);
    }
    return a.dataset.i - b.dataset.i;
  });
}

/* Every change of a form filters at once, and is told in the address: words while they are typed as one entry. */
function watchForm(form, filter, tell, clear) {
  let typing = false;
  form.addEventListener('input', event => {
    filter();
    const typed = event.target.type === 'search';
    tell(typed && typing);
    typing = typed;
  });
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', event => {
    event.preventDefault();
    fillForm(form, new URLSearchParams());
    clear();
    filter();
    tell(false);
  });
}

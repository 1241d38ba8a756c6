/* All findings: searched, filtered, ordered, in pages; and all findings of one card. */

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.index - b.index);
const ORDERS = {
  worst: (a, b) => a.rule.severity - b.rule.severity || a.outcome - b.outcome || a.index - b.index,
  rule: (a, b) => a.index - b.index || a.outcome - b.outcome,
  subject: byName,
  oldest: (a, b) => (a.day ?? 1e9) - (b.day ?? 1e9) || ORDERS.worst(a, b),
  newest: (a, b) => (b.day ?? -1e9) - (a.day ?? -1e9) || ORDERS.worst(a, b),
};

function startFindings(root) {
  const section = one(root, 'section[id$=findings]'), form = one(section, 'form');
  if (!form) return { id: section.id, apply() {} };
  const packed = document.getElementById(section.dataset.packed), count = one(form, '.count');
  const body = one(section, 'tbody'), sorted = {};
  let loading = null, first = 0, show = null;
  const load = () => (loading ||= unpack(packed.textContent));

  const filter = async () => {
    const data = await load(), { findings, changes } = data;
    const set = readForm(form), order = set.get('order') || 'worst';
    const list = selectFindings(sorted[order] ||= [...findings].sort(ORDERS[order]), set, changes);
    show ||= makePages(body, one(section, '.pager'), finding => drawFinding(finding, data, section.dataset.dated), 'all findings', at => { first = at; tell(true); });
    show(list, first);
    first = list.length ? Math.min(first, list.length - 1) : 0;
    count.textContent = list.length === findings.length ? formatCount(findings.length, 'finding') : `${formatNumber(list.length)} of ${formatCount(findings.length, 'finding')}`;
    one(section, '.listed').hidden = false;
  };
  const tell = replace => {
    const set = readForm(form);
    if (first) set.set('from', first + 1);
    writeAddress(section.id, set, replace);
  };
  one(section, '.to-print').addEventListener('click', async () => {
    const data = await load();
    await printFindings(section, [...selectFindings(data.findings, readForm(form), data.changes)].sort(ORDERS.rule), data);
  });
  watchForm(form, () => { first = 0; return filter(); }, tell, () => { first = 0; });
  const watch = new IntersectionObserver(seen => {
    if (!seen.some(it => it.isIntersecting)) return;
    watch.disconnect();
    if (!loading) filter();
  }, { rootMargin: '800px' });
  watch.observe(section);
  return {
    id: section.id,
    load,
    apply(set) {
      fillForm(form, set);
      first = Math.max(0, (parseInt(set.get('from'), 10) || 1) - 1);
      return filter();
    },
  };
}

function selectFindings(findings, set, changes) {
  const asked = splitWords(set.get('q')), severity = SEVERITIES.indexOf(set.get('severity')), outcome = OUTCOMES.indexOf(set.get('outcome'));
  const family = set.get('family'), owner = set.get('owner'), change = set.get('change');
  const wanted = change === 'still' ? 0 : changes.findIndex(it => it[0] === change) + 1;
  if (![...set.keys()].some(key => key !== 'order')) return findings;
  return findings.filter(it => (severity < 0 || it.rule.severity === severity)
    && (outcome < 0 || it.outcome === outcome)
    && (!family || it.rule.family === family)
    && (!change || it.change === wanted)
    && (!owner || it.rule.owner === owner)
    && asked.every(word => it.words.includes(word)));
}

/* Findings as an appendix on paper: all that the filters leave, as long as printing lasts. */
async function printFindings(section, findings, data) {
  const appendix = one(section, '.appendix'), body = one(appendix, 'tbody'), most = 20000;
  const dated = section.dataset.dated;
  one(appendix, '.listing').textContent = findings.length > most
    ? `the first ${formatNumber(most)} of ${formatNumber(findings.length)}` : formatNumber(findings.length);
  body.replaceChildren(...findings.slice(0, most).map(finding => drawFinding(finding, data, dated)));
  appendix.hidden = false;
  section.classList.add('printing');
  addEventListener('afterprint', () => {
    body.replaceChildren();
    appendix.hidden = true;
    section.classList.remove('printing');
  }, { once: true });
  print();
}

/* What decided, in a line: labels with their values, or the message. */
function describeFinding(finding, now) {
  const { rule, block, columns, row } = finding;
  if (block.m) return block.m[row];
  return block.c.map((place, at) => {
    const [label, kind, absent] = rule.columns[place];
    return `${label} ${describeValue(columns[at][row], kind, absent, now)}`;
  }).join('; ');
}

function drawFinding(finding, { now, changes }, dated) {
  const line = make('tr', null, { role: 'row' }), why = explain(finding);
  const mark = makeCell(null), severity = makeCell(null), rule = makeCell(null), what = makeCell(describeFinding(finding, now));
  mark.append(makeMark(finding.outcome));
  severity.append(makeSeverity(finding.rule.severity));
  rule.append(make('a', finding.rule.id, { href: '#' + finding.rule.anchor, class: 'id' }));
  if (why) what.append(what.textContent ? '; ' : '', make('span', (finding.outcome === 2 ? 'waived: ' : '') + why, { class: 'quiet' }));
  what.append(' ', makeRaw(finding));
  line.append(makeSubject(finding, changes), what, mark, severity, rule);
  if (dated) line.append(makeSince(finding));
  return line;
}

/* The findings of a card, beyond the first. */
function startCards(root, findings) {
  all(root, '.more-button').forEach(button => button.addEventListener('click', async () => {
    const box = button.closest('.findings'), index = Number(box.dataset.rule), outcome = OUTCOMES.indexOf(box.dataset.outcome);
    const { findings: every, now, changes } = await findings.load();
    const mine = every.filter(it => it.index === index && it.outcome === outcome);
    const there = one(box, 'tbody').rows.length, whole = Number(button.dataset.number);
    if (mine.length <= there) {
      one(box, '.shown').textContent = `The first ${formatNumber(there)} of ${formatNumber(whole)}; the others are not in this file. `;
      button.remove();
      one(box, '.wide').focus({ preventScroll: true });
      return;
    }
    if (outcome === 0) sortWorst(mine);
    const columns = chooseColumns(mine, now), noted = outcome > 0, dated = 'dated' in box.dataset;
    const labels = [...(mine[0].block.m ? ['what is wrong'] : []), ...columns.map(place => mine[0].rule.columns[place][0])];
    const note = outcome === 1 ? 'Why' : 'Waived', table = one(box, 'table'), head = one(table, 'thead tr');
    head.replaceChildren(head.firstElementChild, ...[...labels, ...(noted ? [note] : []), ...(dated ? ['Found since'] : [])].map(it => make('th', it, { role: 'columnheader', scope: 'col' })), head.lastElementChild);
    const draw = finding => {
      const line = make('tr', null, { role: 'row' }), raw = makeCell(null, '', 'c-raw');
      line.append(makeSubject(finding, changes));
      if (finding.block.m) line.append(makeCell(finding.block.m[finding.row], 'what is wrong'));
      for (const place of columns) line.append(drawValue(finding, place, now));
      if (noted) line.append(makeCell(explain(finding), note, 'c-note'));
      if (dated) line.append(makeSince(finding));
      raw.append(makeRaw(finding));
      line.append(raw);
      return line;
    };
    const pager = one(box, '.pager');
    pager.hidden = false;
    makePages(one(table, 'tbody'), pager, draw, mine[0].rule.title)(mine);
    one(box, '.shown').textContent = mine.length < whole ? `${formatNumber(mine.length)} are in this file` : 'All are here, in pages';
    one(box, '.same')?.remove();
    button.remove();
    one(pager, 'button:not(:disabled)')?.focus({ preventScroll: true });
  }));
}

function readValue(finding, place) {
  const at = finding.block.c.indexOf(place);
  return at < 0 ? finding.name : finding.columns[at][finding.row];
}

function drawValue(finding, place, now) {
  const [label, kind, absent] = finding.rule.columns[place], value = readValue(finding, place);
  return makeCell(describeValue(value, kind, absent, now), label, isUnknown(value) ? 'quiet' : '');
}

/* The columns that tell findings apart. */
function chooseColumns(findings, now) {
  const { rule } = findings[0], there = [...new Set(findings.flatMap(it => it.block.c))].sort((a, b) => a - b);
  return there.filter(place => {
    const [, kind, absent] = rule.columns[place], say = it => describeValue(readValue(it, place), kind, absent, now);
    const first = say(findings[0]);
    return findings.some(it => say(it) !== first);
  });
}

/* The order of the cards: by a value in the evidence, the worst first; absent before, unknown after all others. */
function sortWorst(findings) {
  const order = findings[0].rule.order;
  if (!order) return;
  const [place, largest] = order, rank = value => (value === null ? 0 : isUnknown(value) ? 2 : 1);
  const plain = value => (typeof value === 'string' ? value.replace(/Z$/, '') : value);
  findings.sort((a, b) => {
    const x = plain(readValue(a, place)), y = plain(readValue(b, place));
    if (rank(x) !== rank(y)) return rank(x) - rank(y);
    if (rank(x) !== 1 || x === y) return 0;
    return (largest ? y - x : x < y ? -1 : 1) || 0;
  });
}

/* Cards: all findings of one, and the way from one to the next. */

function startCards(root, findings) {
  all(root, '.more-button').forEach(button => button.addEventListener('click', async () => {
    const box = button.closest('.findings'), index = Number(box.dataset.rule), outcome = OUTCOMES.indexOf(box.dataset.outcome);
    const data = await findings.load(), { now, changes } = data, mine = listFindings(data, index, outcome);
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

function listFindings(data, rule, outcome) {
  const mine = data.blocks.filter(it => it.r === rule && it.o === outcome);
  return mine.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => readFinding(data, start + at)));
}

function readValue(finding, place) {
  const at = finding.block.c.indexOf(place);
  return at < 0 ? finding.name : finding.columns[at](finding.row);
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

/* At the foot of an open card: links to the cards before and after it, of those that the filter leaves; j and k go there too. */
function startSteps(root) {
  const cards = all(root, '.card');
  const list = () => cards.filter(card => !card.hidden);
  const draw = (left, card) => {
    const at = left.indexOf(card);
    if (card.open && at >= 0) drawSteps(card, left[at - 1], left[at + 1]);
  };
  const drawAll = () => {
    const left = list();
    for (const card of left) draw(left, card);
  };
  for (const card of cards) card.addEventListener('toggle', () => draw(list(), card));
  root.addEventListener('keydown', event => {
    const card = event.target.closest('.card'), step = { j: 1, k: -1 }[event.key];
    if (!card || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    const left = list(), to = left[left.indexOf(card) + step];
    if (!to) return;
    writeAddress(one(to, '.inside').id, new URLSearchParams(), false);
    openCard(to);
  });
  drawAll();
  return drawAll;
}

function drawSteps(card, before, after) {
  const inside = one(card, '.inside'), steps = one(inside, '.steps') || make('p', null, { class: 'steps on-screen' });
  const links = [[before, 'Previous: ', 'before'], [after, 'Next: ', 'after']].filter(([to]) => to).map(([to, word, style]) => {
    const link = make('a', null, { href: '#' + one(to, '.inside').id, class: style });
    link.append(make('span', word, { class: 'quiet' }), one(to, 'h3').textContent);
    return link;
  });
  steps.replaceChildren(...links);
  inside.append(steps);
}

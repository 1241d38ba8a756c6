/* All findings: searched, filtered, ordered, in pages, and on paper. */

function startFindings(root) {
  const section = one(root, 'section[id$=findings]'), form = one(section, 'form');
  if (!form) return { id: section.id, apply() {} };
  const packed = document.getElementById(section.dataset.packed), count = one(form, '.count');
  const body = one(section, 'tbody');
  let loading = null, first = 0, show = null;
  const load = () => (loading ||= unpack(packed.textContent).then(data => {
    whenIdle(() => prepareSearch(data));
    return data;
  }));

  const filter = async () => {
    const data = await load(), { list, counts } = selectFindings(data, readForm(form));
    show ||= makePages(body, one(section, '.pager'), number => drawFinding(readFinding(data, number), data, section.dataset.dated), 'all findings', at => { first = at; tell(true); });
    if (one(section, '.listed').hidden) holdPlace(section, () => reveal(list));
    else show(list, first, SEEN);
    first = list.length ? Math.min(first, list.length - 1) : 0;
    count.textContent = list.length === data.size ? formatCount(data.size, 'finding') : `${formatNumber(list.length)} of ${formatCount(data.size, 'finding')}`;
    showPicks(form, counts);
  };
  const reveal = list => {
    one(section, '.listed').hidden = false;
    show(list, first);
  };
  const tell = replace => {
    const set = readForm(form);
    if (first) set.set('from', first + 1);
    writeAddress(section.id, set, replace);
  };
  one(section, '.to-print').addEventListener('click', async () => {
    const data = await load(), set = readForm(form);
    set.set('order', 'rule');
    printFindings(section, selectFindings(data, set).list, data);
  });
  startPicks(form);
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

function whenIdle(work) {
  if (window.requestIdleCallback) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 500);
}

/* Change the height of a section: who has read past its beginning stays at the same place. Browsers do this by
   themselves now and then: after a jump to a section further down Chromium did at 400 px, and did not at 1280. */
function holdPlace(section, change) {
  const next = section.nextElementSibling, page = document.documentElement, before = next.getBoundingClientRect().top;
  const past = section.getBoundingClientRect().top < 0;
  page.classList.add('held');
  change();
  if (past) scrollBy(0, next.getBoundingClientRect().top - before);
  requestAnimationFrame(() => page.classList.remove('held'));
}

/* Findings as an appendix on paper: all that the filters leave, as long as printing lasts. */
function printFindings(section, findings, data) {
  const appendix = one(section, '.appendix'), body = one(appendix, 'tbody'), most = 20000;
  const dated = section.dataset.dated;
  one(appendix, '.listing').textContent = findings.length > most
    ? `the first ${formatNumber(most)} of ${formatNumber(findings.length)}` : formatNumber(findings.length);
  body.replaceChildren(...Array.from(findings.slice(0, most), number => drawFinding(readFinding(data, number), data, dated)));
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
    return `${label} ${describeValue(columns[at](row), kind, absent, now)}`;
  }).join('; ');
}

function drawFinding(finding, { now, changes }, dated) {
  const line = make('tr', null, { role: 'row' }), why = explain(finding);
  const mark = makeCell(null), severity = makeCell(null), rule = makeCell(null), what = makeCell(describeFinding(finding, now));
  mark.append(makeMark(finding.outcome));
  severity.append(makeSeverity(finding.rule.severity));
  rule.append(appendSoftly(make('a', null, { href: '#' + finding.rule.anchor, class: 'id' }), finding.rule.id));
  if (why) what.append(what.textContent ? '; ' : '', make('span', (finding.outcome === 2 ? 'waived: ' : '') + why, { class: 'quiet' }));
  what.append(' ', makeRaw(finding));
  line.append(makeSubject(finding, changes), what, mark, severity, rule);
  if (dated) line.append(makeSince(finding));
  return line;
}

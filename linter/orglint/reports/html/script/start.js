/* The page as a whole: what the address names is shown. */

function startOrganization(root) {
  for (const element of all(root, '.js-only')) if (!element.classList.contains('pager')) element.hidden = false;
  for (const element of all(root, '.without-script')) element.hidden = true;
  const rules = startRules(root, startSteps(root)), findings = startFindings(root);
  startCards(root, findings);
  all(root, '[data-find]').forEach(link => { link.href = `#${findings.id}?${link.dataset.find}`; });
  return { root, views: [rules, findings] };
}

const organizations = all(document, '.org').map(startOrganization);

const comparison = startComparison();

function arrive() {
  const { id, set } = readAddress(), target = id ? document.getElementById(id) : null;
  const asked = organizations.find(it => it.root === target?.closest('.org'));
  showOrganization(comparison, organizations.map(it => it.root), asked?.root);
  const here = asked || (comparison ? null : organizations[0]);
  if (!here) return;
  if (!id) for (const view of here.views) view.apply(set);
  const view = here.views.find(it => it.id === id);
  if (view) {
    view.apply(set);
    target.focus({ preventScroll: true });
  }
  const card = target?.closest('.card');
  openCard(card);
  if (!card && (view || comparison)) target?.scrollIntoView({ block: 'start' });
}

function openCard(card) {
  if (!card) return;
  const group = card.closest('.rest');
  for (const box of group ? [group, card] : [card]) {
    box.hidden = false;
    box.open = true;
  }
  requestAnimationFrame(() => {
    card.scrollIntoView({ block: 'start' });
    one(card, 'summary').focus({ preventScroll: true });
  });
}

addEventListener('hashchange', arrive);
if (location.hash || comparison) {
  arrive();
  /* A browser that opens a folded card for the address, once all is loaded, takes the focus away again. */
  addEventListener('load', () => openCard(document.getElementById(readAddress().id)?.closest('.card')));
}

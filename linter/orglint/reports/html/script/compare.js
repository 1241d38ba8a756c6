/* Several organizations: the table that compares comes first, and one organization is shown at a time. */

function startComparison() {
  const table = document.getElementById('compare');
  if (!table) return null;
  const bar = make('nav', null, { class: 'switch', 'aria-label': 'Organizations' }), list = make('ul');
  const links = [make('a', 'Side by side', { href: '#compare' })];
  for (const link of all(table, '[data-organization]')) {
    const mark = one(link.closest('tr'), '.mark'), sign = make('span', null, { class: mark.className });
    const made = make('a', null, { href: link.getAttribute('href') });
    sign.append(one(mark, '.i').cloneNode(true));
    made.append(sign, link.textContent);
    links.push(made);
  }
  for (const link of links) {
    const item = make('li');
    item.append(link);
    list.append(item);
  }
  bar.append(list);
  document.getElementById('report').prepend(bar, table);
  return { table, links };
}

/* Show one organization, or the table where none is asked for. */
function showOrganization(comparison, roots, root) {
  if (!comparison) return;
  comparison.table.hidden = Boolean(root);
  for (const other of roots) other.hidden = other !== root;
  const id = root ? root.id : 'compare';
  for (const link of comparison.links) {
    if (decode(link.getAttribute('href').slice(1)) === id) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

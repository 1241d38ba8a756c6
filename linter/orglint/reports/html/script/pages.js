/* A body of a table that shows a list some rows at a time. */

const ROWS = 50;
/* Rows that are drawn at once after a filter: what is seen of them. The others follow when these are painted. */
const SEEN = 25;

function makePages(body, pager, draw, label, moved = () => {}) {
  let list = [], drawn = [], at = 0;
  const before = make('button', 'Previous', { type: 'button', 'aria-label': `Previous page of ${label}` });
  const after = make('button', 'Next', { type: 'button', 'aria-label': `Next page of ${label}` });
  const where = make('span', null, { role: 'status' });
  const show = most => {
    const last = Math.min(at + ROWS, list.length), rows = Array.from(list.slice(at, last));
    body.replaceChildren(...rows.slice(0, most).map(it => draw(it)));
    drawn = rows;
    if (rows.length > most) drawRest(rows, most);
    else body.removeAttribute('aria-busy');
    where.textContent = list.length ? `${formatNumber(at + 1)} to ${formatNumber(last)} of ${formatNumber(list.length)}` : 'none';
    before.disabled = at === 0;
    after.disabled = last >= list.length;
  };
  const drawRest = (rows, most) => {
    body.setAttribute('aria-busy', 'true');
    requestAnimationFrame(() => setTimeout(() => {
      if (rows !== drawn) return;
      body.append(...rows.slice(most).map(it => draw(it)));
      body.removeAttribute('aria-busy');
    }));
  };
  const turn = by => {
    at = Math.max(0, Math.min(at + by, list.length - 1));
    show(ROWS);
    moved(at);
    body.closest('table').scrollIntoView({ block: 'nearest' });
  };
  before.addEventListener('click', () => turn(-ROWS));
  after.addEventListener('click', () => turn(ROWS));
  pager.replaceChildren(before, after, where);
  return (rows, first = 0, most = ROWS) => {
    list = rows;
    at = Math.floor(Math.max(0, Math.min(first, list.length - 1)) / ROWS) * ROWS;
    show(most);
  };
}

/* A body of a table that shows a list some rows at a time. */

const ROWS = 50;

function makePages(body, pager, draw, label, moved = () => {}) {
  let list = [], at = 0;
  const before = make('button', 'Previous', { type: 'button', 'aria-label': `Previous page of ${label}` });
  const after = make('button', 'Next', { type: 'button', 'aria-label': `Next page of ${label}` });
  const where = make('span', null, { role: 'status' });
  const show = () => {
    const last = Math.min(at + ROWS, list.length);
    body.replaceChildren(...Array.from(list.slice(at, last), it => draw(it)));
    where.textContent = list.length ? `${formatNumber(at + 1)} to ${formatNumber(last)} of ${formatNumber(list.length)}` : 'none';
    before.disabled = at === 0;
    after.disabled = last >= list.length;
  };
  const turn = by => {
    at = Math.max(0, Math.min(at + by, list.length - 1));
    show();
    moved(at);
    body.closest('table').scrollIntoView({ block: 'nearest' });
  };
  before.addEventListener('click', () => turn(-ROWS));
  after.addEventListener('click', () => turn(ROWS));
  pager.replaceChildren(before, after, where);
  return (rows, first = 0) => {
    list = rows;
    at = Math.floor(Math.max(0, Math.min(first, list.length - 1)) / ROWS) * ROWS;
    show();
  };
}

/* Filters that may have several values: a list to check, with the number of each, behind a button that says what is chosen. */

function startPicks(form) {
  const picks = all(form, '.pick');
  for (const pick of picks) {
    pick.addEventListener('toggle', () => {
      if (pick.open) for (const other of picks) if (other !== pick) other.open = false;
    });
    pick.addEventListener('keydown', event => {
      if (event.key !== 'Escape' || !pick.open) return;
      pick.open = false;
      one(pick, 'summary').focus();
    });
  }
  document.addEventListener('click', event => {
    for (const pick of picks) if (pick.open && !pick.contains(event.target)) pick.open = false;
  });
}

/* Say beside each value how many there would be, and on each button what is chosen. */
function showPicks(form, counts) {
  for (const pick of all(form, '.pick')) {
    const chosen = [];
    for (const label of all(pick, 'label')) {
      const box = one(label, 'input'), number = counts[box.name][box.value] || 0;
      setText(one(label, 'small'), formatNumber(number));
      label.classList.toggle('none', !number);
      if (box.checked) chosen.push(one(label, 'span').textContent);
    }
    setText(one(pick, '.picked'), chosen.join(', ') || 'any');
  }
}

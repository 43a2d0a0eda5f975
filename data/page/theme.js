// The theme: as the system has it, until the reader chooses.

const wantsDark = matchMedia('(prefers-color-scheme: dark)');
let theme = null; // as the system says, until the reader chooses

function applyTheme() {
  const dark = !printing && (theme === null ? wantsDark.matches : theme === 'dark');
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.getElementById('theme').setAttribute('aria-pressed', String(dark));
  markers.repaint();
}

function buildTheme() {
  document.getElementById('theme').addEventListener('click', () => {
    theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    applyTheme();
  });
  wantsDark.addEventListener('change', applyTheme);
  matchMedia('(forced-colors: active)').addEventListener('change', applyTheme);
  applyTheme();
}

#include "report/page_script.hpp"

namespace backroll {

const char* page_script() {
  return R"(<script>
(() => {
  'use strict';
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  document.body.append(tip);
  const short = v => Math.abs(v) >= 1e5 || (v && Math.abs(v) < 1e-3) ? v.toExponential(2) : String(+v.toPrecision(4));
  const points = group => [...group.querySelectorAll('.br-p')].flatMap(path => {
    const n = (path.getAttribute('d').match(/-?[\d.]+/g) || []).map(Number), pairs = [];
    for (let i = 0; i + 1 < n.length; i += 2) pairs.push([n[i], n[i + 1]]);
    return pairs;
  }).concat([...group.querySelectorAll('circle')].map(c => [+c.getAttribute('cx'), +c.getAttribute('cy')]));
  for (const svg of document.querySelectorAll('figure svg')) {
    const plot = svg.querySelector('.br-plot');
    if (!plot) continue;
    const ends = text => text.split(' ').map(Number), X = ends(plot.dataset.x), Y = ends(plot.dataset.y);
    const value = (a, p) => a[0] + (p - a[2]) / (a[3] - a[2]) * (a[1] - a[0]);
    const series = [...svg.querySelectorAll('[data-series]')].map(g => ({g, name: g.dataset.series, at: points(g)}));
    const whole = svg.viewBox.baseVal, full = [whole.x, whole.y, whole.width, whole.height];
    const mark = document.createElementNS('http://www.w3.org/2000/svg', 'line');
    mark.setAttribute('class', 'br-axis');
    mark.setAttribute('visibility', 'hidden');
    svg.append(mark);
    const here = e => new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const leave = () => { tip.hidden = true; mark.setAttribute('visibility', 'hidden'); };
    svg.addEventListener('pointerleave', leave);
    svg.addEventListener('pointermove', e => {
      const p = here(e);
      if (p.x < Math.min(X[2], X[3]) || p.x > Math.max(X[2], X[3]) || p.y < Math.min(Y[2], Y[3]) || p.y > Math.max(Y[2], Y[3])) return leave();
      let nearest = null;
      const lines = [];
      for (const s of series) {
        if (s.g.style.display === 'none' || !s.at.length) continue;
        const q = s.at.reduce((a, b) => Math.abs(b[0] - p.x) < Math.abs(a[0] - p.x) ? b : a);
        if (nearest === null || Math.abs(q[0] - p.x) < Math.abs(nearest - p.x)) nearest = q[0];
        lines.push(s.name + ': ' + short(value(Y, q[1])));
      }
      if (nearest === null) return leave();
      tip.textContent = plot.dataset.label + ': ' + short(value(X, nearest)) + '\n' + lines.join('\n');
      tip.hidden = false;
      const right = e.clientX + 16 + tip.offsetWidth > innerWidth;
      tip.style.left = (right ? e.clientX - 16 - tip.offsetWidth : e.clientX + 16) + 'px';
      tip.style.top = Math.min(e.clientY + 12, innerHeight - tip.offsetHeight - 8) + 'px';
      for (const [name, v] of [['x1', nearest], ['x2', nearest], ['y1', Y[2]], ['y2', Y[3]]]) mark.setAttribute(name, v);
      mark.setAttribute('visibility', 'visible');
    });
    for (const key of svg.querySelectorAll('.br-key')) {
      const toggle = () => {
        const off = key.classList.toggle('off');
        key.setAttribute('aria-pressed', String(!off));
        for (const s of series) if (s.name === key.dataset.key) s.g.style.display = off ? 'none' : '';
      };
      key.setAttribute('role', 'button');
      key.setAttribute('tabindex', '0');
      key.setAttribute('aria-pressed', 'true');
      key.addEventListener('click', toggle);
      key.addEventListener('keydown', e => {
        if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); toggle(); }
      });
    }
    svg.addEventListener('wheel', e => {
      if (!e.ctrlKey && !e.shiftKey) return;  // the page scrolls
      e.preventDefault();
      const p = here(e), by = Math.exp(0.002 * (e.deltaY || e.deltaX)), box = svg.viewBox.baseVal;
      const k = Math.min(1, Math.max(0.05, by * box.width / full[2])) * full[2] / box.width;
      box.x = Math.min(Math.max(p.x + (box.x - p.x) * k, full[0]), full[0] + full[2] - box.width * k);
      box.y = Math.min(Math.max(p.y + (box.y - p.y) * k, full[1]), full[1] + full[3] - box.height * k);
      box.width *= k;
      box.height *= k;
    }, {passive: false});
    svg.addEventListener('dblclick', () => svg.setAttribute('viewBox', full.join(' ')));
  }
})();
</script>
)";
}

}  // namespace backroll

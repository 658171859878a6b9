/**
 * Draws the plots of the report in the browser. Inlined as it is (page/assets.ts), so it is plain JavaScript that needs
 * nothing but uPlot; without it every plot still has its table of figures.
 */
(() => {
  const uPlot = window.uPlot;
  const { seconds, phases, plots } = JSON.parse(document.getElementById('plot-data').textContent);
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const reset = document.getElementById('whole-run');
  /** Room for the figures of the axis, in CSS px: less where the screen is narrow. */
  const gutterOf = (width) => (width < 400 ? 46 : 62);
  const RIBBON = 24;
  /** Width in CSS px of a plot on A4, and how much finer than that it is drawn for paper. */
  const PAPER = { width: 430, height: 156, fine: 3, letters: 0.82 };
  let drawn = [];

  const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const family = () => getComputedStyle(document.body).fontFamily;
  const formats = new Map();
  function show(value, digits) {
    if (value === null || value === undefined) return '–';
    if (!formats.has(digits)) {
      formats.set(digits, new Intl.NumberFormat('en-IN', { minimumFractionDigits: digits, maximumFractionDigits: digits }));
    }
    return formats.get(digits).format(value);
  }
  function clock(value) {
    const whole = Math.max(0, Math.round(value));
    const two = (part) => String(part).padStart(2, '0');
    const minutes = Math.floor(whole / 60);
    return minutes < 60 ? `${minutes}:${two(whole % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
  }

  /** Digits for the ticks of an axis: as many as the step between two of them needs. */
  function tickDigits(ticks) {
    const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : 1;
    let digits = 0;
    while (digits < 6 && Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) > 1e-6) digits += 1;
    return digits;
  }

  /** Text cut off where its room ends; nothing where a few letters would be all that is left. */
  function fitted(ctx, text, room) {
    if (ctx.measureText(text).width <= room) return text;
    for (let length = text.length - 1; length >= 12; length -= 1) {
      const cut = `${text.slice(0, length).trimEnd()}…`;
      if (ctx.measureText(cut).width <= room) return cut;
    }
    return '';
  }

  /** Under the lines: each phase as a band, its title in the ribbon above; the unit over the axis. */
  function drawPhases(u, unit, { zoom, letters }) {
    const { ctx, bbox } = u;
    const px = (value) => value * zoom * uPlot.pxRatio;
    ctx.save();
    ctx.font = `${px(11 * letters)}px ${family()}`;
    ctx.textBaseline = 'middle';
    const middle = bbox.top - px(RIBBON / 2 + 2);
    ctx.fillStyle = colour('--muted');
    ctx.textAlign = 'right';
    ctx.fillText(unit, bbox.left - px(8), middle);
    ctx.textAlign = 'left';
    if (bbox.left > px(60)) ctx.fillText(seconds < 3600 ? 'min:s' : 'h:min:s', 0, bbox.top + bbox.height + px(13));
    ctx.beginPath();
    ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
    ctx.clip();
    phases.forEach(({ number, title, from, to }, index) => {
      const left = Math.max(bbox.left, u.valToPos(from, 'x', true));
      const right = Math.min(bbox.left + bbox.width, u.valToPos(to, 'x', true));
      if (right <= left) return;
      ctx.fillStyle = colour(index % 2 === 0 ? '--phase-a' : '--phase-b');
      ctx.fillRect(left, bbox.top - px(RIBBON - 2), right - left, bbox.height + px(RIBBON - 2));
      ctx.fillStyle = colour('--phase-edge');
      ctx.fillRect(left, bbox.top - px(RIBBON - 2), px(1), bbox.height + px(RIBBON - 2));
      ctx.fillStyle = colour('--phase-text');
      const text = fitted(ctx, `${number}  ${title}`, right - left - px(12)) || String(number);
      const spare = right - left - ctx.measureText(text).width;
      if (spare > px(2)) ctx.fillText(text, left + Math.min(px(6), spare / 2), middle);
    });
    ctx.restore();
  }

  function axes({ width, zoom, letters }) {
    const shared = {
      font: `${11.5 * zoom * letters}px ${family()}`,
      stroke: () => colour('--muted'),
      grid: { stroke: () => colour('--grid'), width: zoom },
      ticks: { show: false },
      border: { show: false },
      gap: 7 * zoom,
    };
    const times = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
    return [
      {
        ...shared,
        size: 24 * zoom,
        space: 64 * zoom,
        incrs: times,
        grid: { show: false },
        values: (_, ticks) => ticks.map(clock),
      },
      {
        ...shared,
        size: gutterOf(width) * zoom,
        space: 34 * zoom * letters,
        values: (_, ticks) => ticks.map((tick) => show(tick, tickDigits(ticks))),
      },
    ];
  }

  function lineOf({ label, colour: name, dash, width }, zoom, isAlone) {
    return {
      label,
      stroke: () => colour(name),
      width: width * zoom,
      fill: isAlone ? () => `color-mix(in srgb, ${colour(name)} 14%, transparent)` : undefined,
      dash: dash.map((length) => length * zoom),
      points: { size: 5 * zoom, fill: () => colour(name) },
    };
  }

  /** The figures under the cursor, written into the table beside the plot. */
  function showHere(u, box) {
    const index = u.cursor.idx;
    const isThere = index !== null && index !== undefined && u.cursor.left >= 0;
    box.time.textContent = isThere ? clock(u.data[0][index]) : 'Here';
    box.cells.forEach((cell, line) => {
      const values = u.data[line + 1];
      // Lines of one plot may be sampled at other seconds: the last value before the cursor is the one that holds there.
      let at = index;
      while (isThere && at > 0 && values[at] === undefined) at -= 1;
      cell.textContent = isThere ? show(values[at], box.digits) : '';
    });
  }

  function options(plot, box, size) {
    const { width, height, zoom, range } = size;
    return {
      width: width * zoom,
      height: height * zoom,
      padding: [RIBBON * zoom, 24 * zoom, 0, 0],
      legend: { show: false },
      cursor: {
        sync: { key: 'run', setSeries: false, scales: ['x', null] },
        drag: { x: true, y: false, dist: 6 },
        focus: { prox: -1 },
        points: { size: 8 },
        y: false,
      },
      focus: { alpha: 0.2 },
      scales: {
        x: { time: false, ...range, range: (u, from, to) => (isWhole(u, from, to) ? [0, seconds] : [from, to]) },
        y: { range: (_, least, most) => [Math.min(0, least ?? 0), most > 0 ? most * 1.06 : 1] },
      },
      axes: axes(size),
      series: [{}, ...plot.lines.map((line) => lineOf(line, zoom, plot.lines.length === 1))],
      hooks: {
        drawClear: [(u) => drawPhases(u, plot.unit, size)],
        setCursor: [(u) => showHere(u, box)],
        setScale: [(u, key) => key === 'x' && (reset.hidden = isWhole(u, u.scales.x.min, u.scales.x.max))],
      },
    };
  }

  function isWhole(u, from, to) {
    const all = u.data[0];
    return (from <= 0 || from === all[0]) && (to >= seconds || to === all[all.length - 1]);
  }

  /** Draws all plots anew; on paper finer and in the colours of the light page, and over the same part of the run. */
  function draw(isPaper) {
    const before = drawn[0]?.u.scales.x;
    const range =
      before && drawn[0] && !isWhole(drawn[0].u, before.min, before.max) ? { min: before.min, max: before.max } : null;
    drawn.forEach(({ u }) => u.destroy());
    drawn = plots.map((plot, index) => {
      const figure = document.getElementById(`plot-${index}`);
      const place = figure.querySelector('.chart');
      const box = {
        digits: plot.digits,
        time: figure.querySelector('.here-title'),
        cells: [...figure.querySelectorAll('td.here')],
      };
      const size = isPaper
        ? { width: PAPER.width, height: PAPER.height, zoom: PAPER.fine, letters: PAPER.letters, range }
        : { width: place.clientWidth, height: place.clientHeight, zoom: 1, letters: 1, range };
      const data = uPlot.join(plot.lines.map(({ x, y }) => [x, y]));
      return { u: new uPlot(options(plot, box, size), data, place), place, rows: [...figure.querySelectorAll('tbody tr')] };
    });
    drawn.forEach(({ u, rows }) => {
      rows.forEach((row, line) => {
        row.onpointerenter = () => u.setSeries(line + 1, { focus: true });
        row.onpointerleave = () => u.setSeries(null, { focus: true });
      });
    });
  }

  const paper = (isPaper) => () => {
    root.classList.toggle('paper', isPaper);
    draw(isPaper);
  };

  root.classList.add('live');
  draw(false);
  // Drawn anew, and not only again: uPlot keeps the colours of the points under the cursor.
  dark.addEventListener('change', () => draw(false));
  const observer = new ResizeObserver(() => {
    if (root.classList.contains('paper')) return;
    drawn.forEach(({ u, place }) => {
      if (u.width !== place.clientWidth || u.height !== place.clientHeight) {
        u.setSize({ width: place.clientWidth, height: place.clientHeight });
      }
    });
  });
  drawn.forEach(({ place }) => observer.observe(place));
  reset.addEventListener('click', () => drawn.forEach(({ u }) => u.setScale('x', { min: 0, max: seconds })));
  addEventListener('beforeprint', paper(true));
  addEventListener('afterprint', paper(false));
})();

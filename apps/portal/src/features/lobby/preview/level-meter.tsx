'use client';

import { useEffect, useRef, useState } from 'react';

type LevelMeterProps = { track: MediaStreamTrack; label: string; speak: string; heard: string };

/** Loud enough to be speech at an arm's length: root mean square of the samples. */
const HEARD = 0.02;
/** Speech seldom goes above this; the bar is full there. */
const FULL = 0.25;

/** Shows that the microphone hears. The bar is drawn frame by frame outside React; what is said about it changes once. */
export function LevelMeter({ track, label, speak, heard }: LevelMeterProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [wasHeard, setWasHeard] = useState(false);
  useEffect(
    () =>
      watchLevel(track, (level) => {
        if (bar.current) bar.current.style.width = `${Math.min(1, level / FULL) * 100}%`;
        if (level > HEARD) setWasHeard(true);
      }),
    [track],
  );
  return (
    <div className="space-y-1.5">
      <div role="img" aria-label={label} className="h-2.5 overflow-hidden rounded-full border border-edge bg-sunken">
        <div ref={bar} className="h-full w-0 bg-good" data-level-bar="" />
      </div>
      <p role="status" className="text-sm text-muted">
        {wasHeard ? heard : speak}
      </p>
    </div>
  );
}

/** Calls `onLevel` with the loudness of each frame, 0 to 1; returns what ends it. */
function watchLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let frame = requestAnimationFrame(function look() {
    analyser.getFloatTimeDomainData(samples);
    onLevel(Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length));
    frame = requestAnimationFrame(look);
  });
  return () => {
    cancelAnimationFrame(frame);
    void context.close();
  };
}

package livekit

import (
	"testing"
	"time"
)

const ms = time.Millisecond

func TestFreezeDetector(t *testing.T) {
	even := func(count int, interval time.Duration) (intervals []time.Duration) {
		for range count {
			intervals = append(intervals, interval)
		}
		return intervals
	}
	for name, test := range map[string]struct {
		intervals []time.Duration
		silence   time.Duration // after the last frame, when somebody looks
		freezes   uint64
	}{
		"25 frames a second":                     {intervals: even(300, 40*ms)},
		"five frames a second":                   {intervals: even(60, 200*ms)},
		"three intervals are not 150 ms over":    {intervals: append(even(40, 40*ms), 180*ms)},
		"more than 150 ms over the mean":         {intervals: append(even(40, 40*ms), 200*ms), freezes: 1},
		"slow video, less than three intervals":  {intervals: append(even(40, 200*ms), 590*ms)},
		"slow video, more than three intervals":  {intervals: append(even(40, 200*ms), 610*ms), freezes: 1},
		"no mean yet, less than half a second":   {intervals: append(even(5, 40*ms), 490*ms)},
		"no mean yet, more than half a second":   {intervals: append(even(5, 40*ms), 510*ms), freezes: 1},
		"two":                                    {intervals: append(append(append(even(40, 40*ms), 400*ms), even(40, 40*ms)...), 400*ms), freezes: 2},
		"has not come yet, and is not late":      {intervals: even(40, 40*ms), silence: 150 * ms},
		"does not come any more":                 {intervals: even(40, 40*ms), silence: 3 * time.Second, freezes: 1},
		"no frame at all":                        {silence: 3 * time.Second},
		"one frame, then none":                   {intervals: even(1, 40*ms), silence: 600 * ms, freezes: 1},
		"jitter that an interface would conceal": {intervals: append(even(40, 40*ms), 10*ms, 90*ms, 20*ms, 110*ms, 5*ms)},
	} {
		t.Run(name, func(t *testing.T) {
			var detector freezeDetector
			at := time.Unix(1, 0)
			if len(test.intervals) > 0 {
				detector.frame(at)
			}
			for _, interval := range test.intervals {
				at = at.Add(interval)
				detector.frame(at)
			}
			detector.look(at.Add(test.silence))
			detector.look(at.Add(test.silence)) // a freeze that is looked at twice is one
			if detector.freezes != test.freezes {
				t.Errorf("%d freezes; want %d", detector.freezes, test.freezes)
			}
		})
	}
}

func TestFreezeSeenWhileItLastsIsNotCountedAgainWhenItEnds(t *testing.T) {
	var detector freezeDetector
	at := time.Unix(1, 0)
	for range 40 {
		at = at.Add(40 * ms)
		detector.frame(at)
	}
	detector.look(at.Add(time.Second))
	detector.frame(at.Add(2 * time.Second))
	if detector.freezes != 1 {
		t.Errorf("%d freezes; want 1", detector.freezes)
	}
}

func TestMuteIsNoFreeze(t *testing.T) {
	var detector freezeDetector
	at := time.Unix(1, 0)
	for range 40 {
		at = at.Add(40 * ms)
		detector.frame(at)
	}
	detector.pause()
	detector.look(at.Add(time.Minute))
	detector.frame(at.Add(2 * time.Minute))
	if detector.freezes != 0 {
		t.Errorf("%d freezes; want none", detector.freezes)
	}
}

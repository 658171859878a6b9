package livekit

import (
	"context"
	"sync"
	"time"

	k6metrics "go.k6.io/k6/v2/metrics"
)

// kind is a medium; it becomes the tag `kind`.
type kind int

const (
	audio kind = iota
	video
	kinds
)

func (k kind) String() string { return [...]string{"audio", "video"}[k] }

// recorder gathers one participant's samples, and hands them to k6 together, about once a second: a channel send for
// each would be load of its own. Its tags are those that the virtual user had when it connected. Safe for several
// goroutines.
type recorder struct {
	output chan<- k6metrics.SampleContainer
	tags   *k6metrics.TagSet
	byKind [kinds]*k6metrics.TagSet

	mu      sync.Mutex
	pending k6metrics.Samples
}

func newRecorder(output chan<- k6metrics.SampleContainer, tags *k6metrics.TagSet) *recorder {
	r := &recorder{output: output, tags: tags}
	for k := range kinds {
		r.byKind[k] = tags.With("kind", k.String())
	}
	return r
}

// add keeps one value until the next hand-in.
func (r *recorder) add(metric *k6metrics.Metric, value float64) { r.addTagged(metric, r.tags, value) }

func (r *recorder) addKind(metric *k6metrics.Metric, k kind, value float64) {
	r.addTagged(metric, r.byKind[k], value)
}

func (r *recorder) addWith(metric *k6metrics.Metric, value float64, tag, says string) {
	r.addTagged(metric, r.tags.With(tag, says), value)
}

func (r *recorder) addTagged(metric *k6metrics.Metric, tags *k6metrics.TagSet, value float64) {
	sample := k6metrics.Sample{
		TimeSeries: k6metrics.TimeSeries{Metric: metric, Tags: tags},
		Time:       time.Now(),
		Value:      value,
	}
	r.mu.Lock()
	r.pending = append(r.pending, sample)
	r.mu.Unlock()
}

// handIn gives k6 what is pending. For a virtual user's own goroutine only: while a script's call into this module runs,
// k6 waits for it and keeps the channel open, even when the virtual user's time is up.
func (r *recorder) handIn() {
	if samples := r.take(); len(samples) > 0 {
		r.output <- samples
	}
}

// handInUnlessDone does the same from any other goroutine, where a virtual user whose time is up may be gone and the
// channel closed: then what is pending is dropped.
func (r *recorder) handInUnlessDone(ctx context.Context) {
	if samples := r.take(); len(samples) > 0 {
		k6metrics.PushIfNotDone(ctx, r.output, samples)
	}
}

func (r *recorder) take() k6metrics.Samples {
	r.mu.Lock()
	defer r.mu.Unlock()
	samples := r.pending
	r.pending = nil
	return samples
}

// milliseconds is the unit of k6's times.
func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

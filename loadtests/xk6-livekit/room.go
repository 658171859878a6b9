package livekit

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	lksdk "github.com/livekit/server-sdk-go/v2"
	k6metrics "go.k6.io/k6/v2/metrics"
)

// room is one participant's connection, as a script holds it.
type room struct {
	record      *recorder
	context     context.Context
	room        *lksdk.Room
	startedAt   time.Time
	policy      *policy
	leaveOnce   sync.Once
	left        chan struct{} // closed when this side leaves
	closed      chan struct{} // closed when the connection is over, whoever ended it
	closeOnce   sync.Once
	reason      atomic.Value // string
	isLeaving   atomic.Bool
	firstMedia  atomic.Bool
	reconnected chan struct{}
	reconnects  atomic.Uint64
	readers     sync.WaitGroup

	mu       sync.Mutex
	received map[string]*receivedTrack
	sent     map[string]*sentTrack
	totals   totals
	// Since when nothing has come, and how many packets had come by then.
	silentSince time.Time
	packetsAt   uint64
	// What the last video bitrate was recorded at.
	bitrateSince time.Time
	bitrateBytes uint64
}

// totals since the beginning, for stats().
type totals struct {
	packets, bytes, lost, videoFrames, videoBytes, freezes, dataReceived uint64
}

// connect joins a room and answers when media can flow. A failure is counted in livekit_join_ok and thrown.
func (m *module) connect(url, token string, given map[string]any) (*room, error) {
	state := m.vu.State()
	if state == nil {
		return nil, errors.New("livekit.connect cannot be called in the init context")
	}
	options, timeout, err := readConnectOptions(given)
	if err != nil {
		return nil, err
	}
	tags := state.Tags.GetCurrentValues().Tags
	if options.Role != "" {
		tags = tags.With("role", options.Role)
	}
	for name, value := range options.Tags {
		tags = tags.With(name, value)
	}
	ctx := m.vu.Context()
	r := &room{
		record: &recorder{instruments: m.metrics, tags: tags, push: func(sample k6metrics.SampleContainer) {
			k6metrics.PushIfNotDone(ctx, state.Samples, sample)
		}},
		context:     ctx,
		startedAt:   time.Now(),
		policy:      newPolicy(options),
		left:        make(chan struct{}),
		closed:      make(chan struct{}),
		reconnected: make(chan struct{}, 1),
		received:    map[string]*receivedTrack{},
		sent:        map[string]*sentTrack{},
	}
	r.room = lksdk.NewRoom(r.callbacks())
	connecting, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	err = r.room.JoinWithContextAndToken(connecting, url, token,
		lksdk.WithAutoSubscribe(options.Subscribe == subscribeAll),
		lksdk.WithConnectTimeout(timeout),
		lksdk.WithDisableRegionDiscovery(),
	)
	if err != nil {
		r.isLeaving.Store(true)
		r.room.Disconnect()
		r.record.add(m.metrics.joinOK, 0, "reason", reasonOf(err))
		return nil, fmt.Errorf("livekit: %w", err)
	}
	r.record.add(m.metrics.joinOK, 1)
	r.record.add(m.metrics.joinDuration, millis(time.Since(r.startedAt)))
	r.policy.follow(r.room, r.closed)
	go r.account()
	return r, nil
}

// reasonOf keeps a tag to a few values: what stands in an error may hold addresses.
func reasonOf(err error) string {
	text := err.Error()
	switch {
	case errors.Is(err, context.DeadlineExceeded) || strings.Contains(text, "timeout") || strings.Contains(text, "timed out"):
		return "timeout"
	case strings.Contains(text, "unauthorized") || strings.Contains(text, "401") || strings.Contains(text, "403") || strings.Contains(text, "permission"):
		return "unauthorized"
	case strings.Contains(text, "refused"):
		return "connection refused"
	}
	return "other"
}

func (r *room) callbacks() *lksdk.RoomCallback {
	callbacks := &lksdk.RoomCallback{
		OnDisconnectedWithReason: func(reason lksdk.DisconnectionReason) { r.over(string(reason)) },
		OnReconnected:            r.noteReconnected,
		OnActiveSpeakersChanged:  func(speakers []lksdk.Participant) { r.policy.speakersChanged(speakers) },
	}
	callbacks.OnTrackSubscribed = r.receive
	callbacks.OnTrackUnsubscribed = r.stopReceiving
	callbacks.OnTrackPublished = func(publication *lksdk.RemoteTrackPublication, _ *lksdk.RemoteParticipant) {
		r.policy.published(publication)
	}
	callbacks.OnTrackUnpublished = func(publication *lksdk.RemoteTrackPublication, _ *lksdk.RemoteParticipant) {
		r.policy.unpublished(publication)
	}
	callbacks.OnDataPacket = r.receiveData
	return callbacks
}

// over is told once by whichever end closed the connection.
func (r *room) over(reason string) {
	r.closeOnce.Do(func() {
		r.reason.Store(reason)
		if !r.isLeaving.Load() {
			r.record.add(r.record.instruments.disconnects, 1, "reason", reason)
		}
		close(r.closed)
	})
}

// Hold lets media flow for a while. It answers "time", or earlier "disconnected" or "ended" (the virtual user's own end).
func (r *room) Hold(duration string) (string, error) {
	wanted, err := time.ParseDuration(duration)
	if err != nil {
		return "", err
	}
	timer := time.NewTimer(wanted)
	defer timer.Stop()
	select {
	case <-timer.C:
		return "time", nil
	case <-r.closed:
		return "disconnected", nil
	case <-r.context.Done():
		r.Leave()
		return "ended", nil
	}
}

// Leave closes the connection and hands in what was measured last. It may be called more than once.
func (r *room) Leave() {
	r.leaveOnce.Do(func() {
		r.flush(true)
		r.isLeaving.Store(true)
		close(r.left)
		r.room.Disconnect()
		r.over("left")
		r.readers.Wait()
	})
}

// Reconnect drops the signalling connection, and comes back as a client does whose network went away. It answers whether media
// could flow again within 15 s.
func (r *room) Reconnect() bool {
	select {
	case <-r.reconnected: // of an earlier one
	default:
	}
	began := time.Now()
	r.room.Simulate(lksdk.SimulateSignalReconnect)
	ok := false
	select {
	case <-r.reconnected:
		ok = true
		r.record.add(r.record.instruments.reconnectDuration, millis(time.Since(began)))
	case <-time.After(15 * time.Second):
	case <-r.closed:
	case <-r.context.Done():
	}
	value := 0.0
	if ok {
		value = 1
	}
	r.record.add(r.record.instruments.reconnectOK, value)
	return ok
}

func (r *room) noteReconnected() {
	r.reconnects.Add(1)
	r.record.add(r.record.instruments.reconnects, 1)
	select {
	case r.reconnected <- struct{}{}:
	default:
	}
}

// SetSubscription changes what is received from now on.
func (r *room) SetSubscription(wanted string, given map[string]any) error {
	options, err := into(given, connectOptions{PageSize: r.policy.pageSize(), Quality: r.policy.quality()})
	if err != nil {
		return err
	}
	options.Subscribe = subscription(wanted)
	if err := options.Subscribe.check(); err != nil {
		return err
	}
	r.policy.change(options)
	return nil
}

// Stats are sums since the beginning of this connection.
func (r *room) Stats() map[string]any {
	r.flush(false)
	participants := len(r.room.GetRemoteParticipants()) + 1
	r.mu.Lock()
	defer r.mu.Unlock()
	reason, _ := r.reason.Load().(string)
	videos := 0
	for _, track := range r.received {
		if track.tracker.isVideo {
			videos++
		}
	}
	return map[string]any{
		"packets": r.totals.packets, "bytes": r.totals.bytes, "lost": r.totals.lost,
		"videoFrames": r.totals.videoFrames, "freezes": r.totals.freezes, "dataReceived": r.totals.dataReceived,
		"participants": participants, "subscribedTracks": len(r.received), "subscribedVideos": videos,
		"disconnectReason": reason, "reconnects": r.reconnects.Load(),
	}
}

// account hands in what was measured once a second, until the connection is over.
func (r *room) account() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			r.flush(false)
		case <-r.context.Done():
			r.Leave()
			return
		case <-r.left:
			return
		case <-r.closed:
			r.flush(true)
			return
		}
	}
}

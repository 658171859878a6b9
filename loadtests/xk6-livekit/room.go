package livekit

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v4"

	lksdk "github.com/livekit/server-sdk-go/v2"
)

// room is one participant's connection, as a script holds it. Its exported methods are for the virtual user's own
// goroutine; the others run on the SDK's, or on the room's.
type room struct {
	module     *module
	metrics    *instruments
	record     *recorder
	sdk        *lksdk.Room
	policy     *policy
	timeout    time.Duration
	wantsDelay bool
	startedAt  time.Time

	// context is the virtual user's; life ends with it or with the connection, whichever comes first.
	context context.Context
	life    context.Context
	endLife context.CancelFunc

	isLeaving atomic.Bool
	endOnce   sync.Once
	closeOnce sync.Once
	closed    chan struct{} // when the connection is over, whoever ended it
	reason    atomic.Value  // string: why, once closed

	hasMedia    atomic.Bool
	mediaFlows  chan struct{} // a track's first packet came
	reconnected chan struct{}
	reconnects  atomic.Uint64
	sent        *sendCounter
	data        dataCounts

	mu        sync.Mutex
	received  map[*tracker]struct{}
	published map[*track]struct{}
	fresh     [kinds]reading
	totals    [kinds]reading
	sentTaken [kinds]sums
	// The window of livekit_video_bitrate that is running.
	bitrateSince      time.Time
	silentSince       time.Time
	isSomethingWanted bool
	bitrateBytes      uint64
	lastCount         time.Time // of participants
}

// connect joins a room, and answers when media can flow. A failure is recorded in livekit_join_ok, and thrown.
func (m *module) connect(url, token string, given map[string]any) (*room, error) {
	state := m.vu.State()
	if state == nil {
		return nil, errors.New("livekit: connect cannot be called in the init context")
	}
	o, err := readConnectOptions(given)
	if err != nil {
		return nil, err
	}
	tags := state.Tags.GetCurrentValues().Tags
	if o.Role != "" {
		tags = tags.With("role", o.Role)
	}
	for name, value := range o.Tags {
		tags = tags.With(name, value)
	}
	r := m.newRoom(newRecorder(state.Samples, tags), o)
	defer r.record.handIn()
	if err := r.join(url, token, o); err != nil {
		r.isLeaving.Store(true)
		r.record.addWith(m.metrics.joinOK, 0, "reason", joinFailure(err))
		return nil, fmt.Errorf("livekit: %w", err)
	}
	r.record.add(m.metrics.joinDuration, milliseconds(time.Since(r.startedAt)))
	r.record.add(m.metrics.joinOK, 1)
	r.policy.wake()
	go r.run()
	return r, nil
}

func (m *module) newRoom(record *recorder, o connectOptions) *room {
	r := &room{
		module: m, metrics: m.metrics, record: record,
		timeout: time.Duration(o.Timeout), wantsDelay: o.LatencyOf == "all", startedAt: time.Now(),
		context: m.vu.Context(), closed: make(chan struct{}),
		mediaFlows: make(chan struct{}, 1), reconnected: make(chan struct{}, 1), sent: &sendCounter{},
		received: map[*tracker]struct{}{}, published: map[*track]struct{}{},
	}
	r.life, r.endLife = context.WithCancel(r.context)
	r.sdk = lksdk.NewRoom(r.callbacks())
	r.policy = newPolicy(o, r.sdk, r.setIdle)
	return r
}

// join waits no longer than it was told, whatever the SDK does.
func (r *room) join(url, token string, o connectOptions) error {
	joined := make(chan error, 1)
	go func() {
		joined <- r.sdk.JoinWithContextAndToken(r.life, url, token,
			lksdk.WithAutoSubscribe(o.Subscribe == subscribeAll),
			lksdk.WithConnectTimeout(r.timeout),
			lksdk.WithDisableRegionDiscovery(),
			lksdk.WithInterceptors([]interceptor.Factory{r.sent}),
			lksdk.WithIncludeDefaultInterceptors(true),
		)
	}()
	timer := time.NewTimer(r.timeout)
	defer timer.Stop()
	var err error
	select {
	case err = <-joined:
		if err == nil {
			return nil
		}
		r.endLife()
		go r.sdk.Disconnect()
		return err
	case <-timer.C:
		err = context.DeadlineExceeded
	case <-r.life.Done():
		err = r.life.Err()
	}
	r.endLife()
	go func() {
		<-joined
		r.sdk.Disconnect()
	}()
	return err
}

// joinFailure keeps a tag to few values: an error's text may hold addresses and tokens.
func joinFailure(err error) string {
	text := strings.ToLower(err.Error())
	has := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(text, part) {
				return true
			}
		}
		return false
	}
	switch {
	case errors.Is(err, context.Canceled):
		return "ended"
	case errors.Is(err, context.DeadlineExceeded) || has("timeout", "timed out"):
		return "timeout"
	case has("unauthorized", "401", "403", "permission", "token"):
		return "unauthorized"
	case has("404", "not found", "not exist"):
		return "not_found"
	case has("refused", "no such host", "unreachable"):
		return "unreachable"
	}
	return "other"
}

// callbacks run on the SDK's goroutines, some while it holds the lock by which its participants are looked at: none of
// them may look, so that the policy does on its own.
func (r *room) callbacks() *lksdk.RoomCallback {
	callbacks := &lksdk.RoomCallback{
		OnDisconnected:            func() { r.over(strings.ToLower(r.sdk.DisconnectReason().String())) },
		OnParticipantDisconnected: func(*lksdk.RemoteParticipant) { r.policy.wake() },
		OnActiveSpeakersChanged:   func([]lksdk.Participant) { r.policy.wake() },
		OnReconnecting:            func() { r.policy.forget() },
		OnReconnected:             r.noteReconnected,
	}
	callbacks.OnTrackSubscribed = r.trackSubscribed
	callbacks.OnTrackUnsubscribed = func(_ *webrtc.TrackRemote, publication *lksdk.RemoteTrackPublication, _ *lksdk.RemoteParticipant) {
		r.stopReceiving(publication.SID())
	}
	callbacks.OnTrackPublished = func(*lksdk.RemoteTrackPublication, *lksdk.RemoteParticipant) { r.policy.wake() }
	callbacks.OnTrackUnpublished = func(*lksdk.RemoteTrackPublication, *lksdk.RemoteParticipant) { r.policy.wake() }
	callbacks.OnTrackMuted = func(publication lksdk.TrackPublication, _ lksdk.Participant) { r.setIdle(publication.SID(), true) }
	callbacks.OnTrackUnmuted = func(publication lksdk.TrackPublication, _ lksdk.Participant) { r.setIdle(publication.SID(), false) }
	callbacks.OnDataPacket = r.receiveData
	return callbacks
}

// over is told by whichever end closed the connection, and counts once.
func (r *room) over(reason string) {
	r.closeOnce.Do(func() {
		r.reason.Store(reason)
		if !r.isLeaving.Load() {
			r.record.addWith(r.metrics.disconnects, 1, "reason", reason)
		}
		close(r.closed)
	})
}

// run hands in once a second what was measured, and follows the policy, until the connection is over.
func (r *room) run() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			r.measure(false)
			r.record.handInUnlessDone(r.context)
		case <-r.policy.changed:
			r.policy.apply()
		case <-r.context.Done():
			r.end() // what is pending is left to the virtual user, should it be in a call
			return
		case <-r.closed:
			r.end()
			r.record.handInUnlessDone(r.context)
			return
		}
	}
}

// measure gathers what is new into the record.
func (r *room) measure(isLast bool) {
	r.collect(isLast)
	r.collectSent()
	r.collectData()
	participants := len(r.sdk.GetRemoteParticipants()) + 1 // before our own lock: the SDK calls us while it holds its own
	r.mu.Lock()
	defer r.mu.Unlock()
	if now := time.Now(); now.Sub(r.lastCount) >= bitrateEvery {
		r.lastCount = now
		r.record.add(r.metrics.participants, float64(participants))
	}
}

// end closes the connection once, after the last measurement.
func (r *room) end() {
	r.endOnce.Do(func() {
		r.measure(true)
		r.isLeaving.Store(true)
		r.sdk.Disconnect()
		r.endLife()
		r.over("client_initiated")
	})
}

// Hold lets media flow for a while. It answers "time", or earlier "disconnected" where the connection ended, or "ended"
// where the virtual user's own time did.
func (r *room) Hold(wanted string) (string, error) {
	length, err := time.ParseDuration(wanted)
	if err != nil {
		return "", fmt.Errorf("livekit: hold: %w", err)
	}
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-r.context.Done():
		r.Leave()
		return "ended", nil
	case <-r.closed:
		r.Leave()
		return "disconnected", nil
	case <-timer.C:
		return "time", nil
	}
}

// Leave closes the connection and hands in what was measured last. It may be called more than once.
func (r *room) Leave() {
	r.end()
	r.record.handIn()
}

// SetSubscription changes what is received from now on; what is not given stays as it is.
func (r *room) SetSubscription(wanted string, given map[string]any) error {
	rule := subscription(wanted)
	if err := rule.check(); err != nil {
		return err
	}
	view, err := into(given, r.policy.current())
	if err != nil {
		return err
	}
	if err := view.check(); err != nil {
		return err
	}
	r.policy.change(rule, view)
	return nil
}

// Stats are sums since the connection began, and how it stands now.
func (r *room) Stats() map[string]any {
	r.collect(false)
	participants := len(r.sdk.GetRemoteParticipants()) + 1
	reason, _ := r.reason.Load().(string)
	r.mu.Lock()
	defer r.mu.Unlock()
	subscribed := [kinds]int{}
	for one := range r.received {
		subscribed[one.kind]++
	}
	sum := r.totals[audio]
	sum.plus(r.totals[video])
	return map[string]any{
		"packets": sum.packets, "bytes": sum.bytes, "lost": sum.lost,
		"videoFrames": r.totals[video].frames, "freezes": sum.freezes,
		"participants": participants, "disconnectReason": reason, "reconnects": r.reconnects.Load(),
		"isConnected": r.sdk.ConnectionState() == lksdk.ConnectionStateConnected,
		"subscribedTracks": subscribed[audio] + subscribed[video], "subscribedVideos": subscribed[video],
		"dataReceived": r.data.received.Load(),
	}
}

package livekit

import (
	"time"

	lksdk "github.com/livekit/server-sdk-go/v2"
)

// Reconnect loses signalling and media, and comes back as a new session: the server is asked to drop this one participant as if
// its node had failed, and the SDK does what it does then, which is to try to resume, to be refused, and to join anew. It
// answers whether that worked within the connect timeout. livekit_reconnect_duration ends when the room is joined again
// and, where a track was received before, the first packet of one has come.
func (r *room) Reconnect() bool {
	wantsMedia := r.isReceiving()
	drain(r.reconnected)
	drain(r.mediaFlows)
	began := time.Now()
	r.sdk.Simulate(lksdk.SimulateNodeFailure)
	timer := time.NewTimer(r.timeout)
	defer timer.Stop()
	isOK := r.await(r.reconnected, timer) && (!wantsMedia || r.await(r.mediaFlows, timer))
	if isOK {
		r.record.add(r.metrics.reconnectDuration, milliseconds(time.Since(began)))
		r.record.add(r.metrics.reconnectOK, 1)
	} else {
		r.record.add(r.metrics.reconnectOK, 0)
	}
	r.record.handIn()
	return isOK
}

func (r *room) isReceiving() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for one := range r.received {
		if !one.isIdle.Load() {
			return true
		}
	}
	return false
}

func (r *room) await(event <-chan struct{}, timer *time.Timer) bool {
	select {
	case <-event:
		return true
	case <-timer.C:
	case <-r.closed:
	case <-r.context.Done():
	}
	return false
}

// noteReconnected is told of every reconnect, wanted or not.
func (r *room) noteReconnected() {
	r.reconnects.Add(1)
	r.record.add(r.metrics.reconnects, 1)
	r.policy.forget()
	r.muteAgain()
	select {
	case r.reconnected <- struct{}{}:
	default:
	}
}

func drain(events <-chan struct{}) {
	select {
	case <-events:
	default:
	}
}

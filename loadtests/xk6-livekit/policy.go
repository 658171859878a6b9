package livekit

import (
	"sort"
	"sync"

	protocol "github.com/livekit/protocol/livekit"
	lksdk "github.com/livekit/server-sdk-go/v2"
)

// policy decides what is received: as an interface shows it. All sound is always received, unless nothing is.
//
//   - all: every video
//   - page: one page of a grid, in the order of the tracks' ids
//   - speaker: whoever speaks, and the one who spoke last until somebody else does
//   - none: nothing
type policy struct {
	mu      sync.Mutex
	wanted  connectOptions
	room    *lksdk.Room
	speaker string // identity
	changed chan struct{}
}

func newPolicy(wanted connectOptions) *policy {
	return &policy{wanted: wanted, changed: make(chan struct{}, 1)}
}

func (p *policy) pageSize() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.wanted.PageSize
}

func (p *policy) quality() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.wanted.Quality
}

// follow begins with what is in the room already, and ends with the connection. It has a goroutine of its own: the SDK tells
// of tracks while it holds the lock that must be taken to look at them.
func (p *policy) follow(room *lksdk.Room, over <-chan struct{}) {
	p.mu.Lock()
	p.room = room
	p.mu.Unlock()
	p.wake()
	go func() {
		for {
			select {
			case <-p.changed:
				p.apply()
			case <-over:
				return
			}
		}
	}()
}

// wake never waits: one look that is still to come sees all that has changed.
func (p *policy) wake() {
	select {
	case p.changed <- struct{}{}:
	default:
	}
}

func (p *policy) change(wanted connectOptions) {
	p.mu.Lock()
	p.wanted = wanted
	p.mu.Unlock()
	p.wake()
}

func (p *policy) published(*lksdk.RemoteTrackPublication)   { p.wake() }
func (p *policy) unpublished(*lksdk.RemoteTrackPublication) { p.wake() }

func (p *policy) speakersChanged(speakers []lksdk.Participant) {
	p.mu.Lock()
	for _, one := range speakers {
		if _, isRemote := one.(*lksdk.RemoteParticipant); isRemote {
			p.speaker = one.Identity()
			break // the loudest comes first
		}
	}
	p.mu.Unlock()
	p.wake()
}

var qualities = map[string]protocol.VideoQuality{
	"low": protocol.VideoQuality_LOW, "medium": protocol.VideoQuality_MEDIUM, "high": protocol.VideoQuality_HIGH,
}

// subscribed asks for the wanted layer of what has begun to come.
func (p *policy) subscribed(publication *lksdk.RemoteTrackPublication) {
	if quality, ok := qualities[p.quality()]; ok && publication.Kind() == lksdk.TrackKindVideo && quality != protocol.VideoQuality_HIGH {
		_ = publication.SetVideoQuality(quality)
	}
}

func (p *policy) apply() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.room == nil {
		return
	}
	videos := map[string]*lksdk.RemoteTrackPublication{}
	owners := map[string]string{}
	for _, participant := range p.room.GetRemoteParticipants() {
		for _, one := range participant.TrackPublications() {
			publication, ok := one.(*lksdk.RemoteTrackPublication)
			if !ok {
				continue
			}
			if publication.Kind() == lksdk.TrackKindVideo {
				videos[publication.SID()] = publication
				owners[publication.SID()] = participant.Identity()
			} else {
				p.set(publication, p.wanted.Subscribe != subscribeNone)
			}
		}
	}
	chosen := p.choose(videos, owners)
	for sid, publication := range videos {
		p.set(publication, chosen[sid])
	}
}

func (p *policy) choose(videos map[string]*lksdk.RemoteTrackPublication, owners map[string]string) map[string]bool {
	sids := make([]string, 0, len(videos))
	for sid := range videos {
		sids = append(sids, sid)
	}
	sort.Strings(sids)
	chosen := map[string]bool{}
	switch p.wanted.Subscribe {
	case subscribeAll:
		for _, sid := range sids {
			chosen[sid] = true
		}
	case subscribePage:
		from := min(len(sids), p.wanted.Page*p.wanted.PageSize)
		to := min(len(sids), from+p.wanted.PageSize)
		for _, sid := range sids[from:to] {
			chosen[sid] = true
		}
	case subscribeSpeaker:
		for _, sid := range sids {
			chosen[sid] = owners[sid] == p.speaker
		}
	case subscribeNone:
	}
	return chosen
}

func (*policy) set(publication *lksdk.RemoteTrackPublication, wanted bool) {
	if publication.IsSubscribed() != wanted {
		_ = publication.SetSubscribed(wanted)
	}
}

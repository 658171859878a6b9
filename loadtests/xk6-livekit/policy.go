package livekit

import (
	"cmp"
	"slices"
	"sync"

	lksdk "github.com/livekit/server-sdk-go/v2"
)

// policy decides what is received, as an interface shows it. All sound is received, unless nothing is.
//
//   - all: every video
//   - page: one page of a grid, ordered by the participants' identities
//   - speaker: the videos of whoever speaks, or spoke last; of the first in order until somebody speaks
//   - none: nothing
type policy struct {
	changed chan struct{}
	sdk     *lksdk.Room
	setIdle func(sid string, isIdle bool)
	// isAutomatic: the server subscribes to each new track by itself.
	isAutomatic bool

	mu      sync.Mutex
	rule    subscription
	view    viewOptions
	speaker string           // identity of the one who spoke last
	asked   map[string]asked // by the track's sid, of the server as it is connected now
}

// asked is what the server was last told about a track.
type asked struct {
	isSubscribed bool
	quality      quality
}

// videoOf is a video in the room, for a rule to choose from.
type videoOf struct{ identity, sid string }

func newPolicy(o connectOptions, sdk *lksdk.Room, setIdle func(string, bool)) *policy {
	return &policy{
		changed: make(chan struct{}, 1), sdk: sdk, setIdle: setIdle, isAutomatic: o.Subscribe == subscribeAll,
		rule: o.Subscribe, view: o.viewOptions, asked: map[string]asked{},
	}
}

// wake never waits: one look that is still to come sees all that has changed.
func (p *policy) wake() {
	select {
	case p.changed <- struct{}{}:
	default:
	}
}

// forget what a server was told that may know nothing of it any more.
func (p *policy) forget() {
	p.mu.Lock()
	clear(p.asked)
	p.mu.Unlock()
	p.wake()
}

func (p *policy) current() viewOptions {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.view
}

func (p *policy) change(rule subscription, view viewOptions) {
	p.mu.Lock()
	p.rule, p.view = rule, view
	p.mu.Unlock()
	p.wake()
}

// apply looks at the room and tells the server what differs.
func (p *policy) apply() {
	speakers, participants := p.sdk.ActiveSpeakers(), p.sdk.GetRemoteParticipants()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.noteSpeaker(speakers)
	var videos []videoOf
	publications := map[string]*lksdk.RemoteTrackPublication{}
	for _, participant := range participants {
		for _, one := range participant.TrackPublications() {
			publication, ok := one.(*lksdk.RemoteTrackPublication)
			if !ok {
				continue
			}
			publications[publication.SID()] = publication
			if publication.Kind() == lksdk.TrackKindVideo {
				videos = append(videos, videoOf{participant.Identity(), publication.SID()})
			}
		}
	}
	chosen := choose(p.rule, p.view, p.speaker, videos)
	for sid, publication := range publications {
		isWanted := chosen[sid]
		if publication.Kind() != lksdk.TrackKindVideo {
			isWanted = p.rule != subscribeNone
		}
		p.tell(sid, publication, isWanted)
	}
	for sid := range p.asked {
		if publications[sid] == nil {
			delete(p.asked, sid)
		}
	}
}

func (p *policy) noteSpeaker(speakers []lksdk.Participant) {
	for _, one := range speakers { // the loudest first
		if _, isRemote := one.(*lksdk.RemoteParticipant); isRemote {
			p.speaker = one.Identity()
			return
		}
	}
}

// tell asks for a track, or no longer, where that is not what was asked before. The SDK's own IsSubscribed stays true once
// a track has come.
func (p *policy) tell(sid string, publication *lksdk.RemoteTrackPublication, isWanted bool) {
	before, isKnown := p.asked[sid]
	if !isKnown {
		before = asked{isSubscribed: p.isAutomatic, quality: "high"}
	}
	now := before
	if isWanted && publication.Kind() == lksdk.TrackKindVideo && before.quality != p.view.Quality {
		if publication.SetVideoQuality(qualities[p.view.Quality]) == nil {
			now.quality = p.view.Quality
		}
	}
	if isWanted != before.isSubscribed {
		if !isWanted {
			p.setIdle(sid, true)
		}
		if publication.SetSubscribed(isWanted) == nil {
			now.isSubscribed = isWanted
		}
	}
	p.asked[sid] = now
}

// choose answers with the sids of the videos that a rule shows.
func choose(rule subscription, view viewOptions, speaker string, videos []videoOf) map[string]bool {
	ordered := slices.SortedFunc(slices.Values(videos), func(a, b videoOf) int {
		return cmp.Or(cmp.Compare(a.identity, b.identity), cmp.Compare(a.sid, b.sid))
	})
	shown := ordered[:0:0]
	switch rule {
	case subscribeAll:
		shown = ordered
	case subscribePage:
		from := min(len(ordered), view.Page*view.PageSize)
		shown = ordered[from:min(len(ordered), from+view.PageSize)]
	case subscribeSpeaker:
		shown = videosOf(speaker, ordered)
		if len(shown) == 0 && len(ordered) > 0 {
			shown = videosOf(ordered[0].identity, ordered)
		}
	case subscribeNone:
	}
	chosen := make(map[string]bool, len(shown))
	for _, one := range shown {
		chosen[one.sid] = true
	}
	return chosen
}

func videosOf(identity string, videos []videoOf) (found []videoOf) {
	for _, one := range videos {
		if one.identity == identity {
			found = append(found, one)
		}
	}
	return found
}

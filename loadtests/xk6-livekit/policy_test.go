package livekit

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"
)

func TestChoose(t *testing.T) {
	videos := []videoOf{{"c", "TR_1"}, {"a", "TR_9"}, {"b", "TR_5"}, {"b", "TR_4"}, {"d", "TR_0"}}
	for name, test := range map[string]struct {
		rule    subscription
		view    viewOptions
		speaker string
		videos  []videoOf
		want    []string
	}{
		"all":                           {rule: subscribeAll, videos: videos, want: []string{"TR_0", "TR_1", "TR_4", "TR_5", "TR_9"}},
		"none":                          {rule: subscribeNone, videos: videos},
		"first page":                    {rule: subscribePage, view: viewOptions{PageSize: 2}, videos: videos, want: []string{"TR_4", "TR_9"}},
		"second page":                   {rule: subscribePage, view: viewOptions{Page: 1, PageSize: 2}, videos: videos, want: []string{"TR_1", "TR_5"}},
		"last page, half full":          {rule: subscribePage, view: viewOptions{Page: 2, PageSize: 2}, videos: videos, want: []string{"TR_0"}},
		"page behind the last":          {rule: subscribePage, view: viewOptions{Page: 3, PageSize: 2}, videos: videos},
		"page larger than the room":     {rule: subscribePage, view: viewOptions{PageSize: 9}, videos: videos[:2], want: []string{"TR_1", "TR_9"}},
		"all videos of who speaks":      {rule: subscribeSpeaker, speaker: "b", videos: videos, want: []string{"TR_4", "TR_5"}},
		"nobody spoke: the first":       {rule: subscribeSpeaker, videos: videos, want: []string{"TR_9"}},
		"who spoke has left: the first": {rule: subscribeSpeaker, speaker: "z", videos: videos, want: []string{"TR_9"}},
		"nobody is there":               {rule: subscribeSpeaker, speaker: "b"},
	} {
		t.Run(name, func(t *testing.T) {
			got := slices.Sorted(maps.Keys(choose(test.rule, test.view, test.speaker, test.videos)))
			if !slices.Equal(got, test.want) {
				t.Errorf("%v; want %v", got, test.want)
			}
		})
	}
}

func TestPageSubscribesToExactlyThatManyVideos(t *testing.T) {
	server := startServer(t)
	for i := range 5 {
		speaker := newVirtualUser(t)
		speaker.join(server, "page", fmt.Sprintf("speaker-%d", i), `{ subscribe: 'none' }`)
		speaker.do(`room.publishVideo({ width: 320, height: 180 }); room.publishAudio({ silent: true }); undefined`)
	}
	viewer := newVirtualUser(t)
	viewer.join(server, "page", "viewer", `{ subscribe: 'page', pageSize: 3 }`)
	shows := func(videos, tracks int64) {
		t.Helper()
		viewer.awaitStat("subscribedVideos", 10*time.Second, is(videos))
		viewer.awaitStat("subscribedTracks", 10*time.Second, is(tracks))
		viewer.do(`room.hold('1s')`) // and it stays so
		if got := viewer.stat("subscribedVideos"); got != videos {
			t.Fatalf("after a second %d videos; want %d", got, videos)
		}
	}
	shows(3, 8)
	viewer.do(`room.setSubscription('page', { page: 1 })`)
	shows(2, 7)
	viewer.do(`room.setSubscription('page', { page: 0, pageSize: 2 })`)
	shows(2, 7)
	viewer.do(`room.setSubscription('none')`)
	shows(0, 0)
	before := viewer.stat("packets")
	viewer.do(`room.hold('1s')`)
	if after := viewer.stat("packets"); after != before {
		t.Errorf("%d packets came although nothing is subscribed to", after-before)
	}
	viewer.do(`room.setSubscription('all')`)
	shows(5, 10)
	if freezes := viewer.stat("freezes"); freezes != 0 {
		t.Errorf("%d freezes by turning pages", freezes)
	}
}

func TestSpeakerPolicyFollowsWhoSpeaks(t *testing.T) {
	server := startServer(t)
	speakers := make([]*virtualUser, 2)
	for i := range speakers {
		speakers[i] = newVirtualUser(t)
		speakers[i].join(server, "speaker", fmt.Sprintf("speaker-%d", i), `{ subscribe: 'none' }`)
		speakers[i].do(`var video = room.publishVideo({ width: 320, height: 180 }); var audio = room.publishAudio(); audio.mute()`)
	}
	viewer := newVirtualUser(t)
	viewer.join(server, "speaker", "viewer", `{ subscribe: 'speaker' }`)
	seen := func() string {
		r := viewer.do(`room`).(*room)
		r.mu.Lock()
		defer r.mu.Unlock()
		var sids []string
		for one := range r.received {
			if one.kind == video && !one.isIdle.Load() {
				sids = append(sids, one.sid)
			}
		}
		return fmt.Sprint(sids)
	}
	for _, who := range []int{1, 0, 1} {
		speakers[who].do(`audio.unmute()`)
		want := fmt.Sprint([]any{speakers[who].do(`video.sid`)})
		eventually(t, 10*time.Second, func() (bool, string) { return seen() == want, fmt.Sprintf("sees %s; want %s", seen(), want) })
		before := viewer.stat("videoFrames")
		viewer.awaitStat("videoFrames", 5*time.Second, moreThan(before+20))
		speakers[who].do(`audio.mute()`)
	}
}

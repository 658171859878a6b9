package livekit

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

func TestReconnectBringsMediaBack(t *testing.T) {
	server := startServer(t)
	for _, subscribe := range []string{"all", "page"} {
		t.Run("viewer with "+subscribe, func(t *testing.T) {
			speaker, viewer := newVirtualUser(t), newVirtualUser(t)
			speaker.join(server, subscribe, "speaker", `{}`)
			speaker.do(publishBoth)
			viewer.join(server, subscribe, "viewer", fmt.Sprintf(`{ subscribe: %q }`, subscribe))
			viewer.awaitStat("videoFrames", 10*time.Second, moreThan(20))
			viewer.reconnectsOnce(t)
			before := viewer.stat("videoFrames")
			viewer.awaitStat("videoFrames", 10*time.Second, moreThan(before+40))
			viewer.awaitStat("subscribedTracks", 5*time.Second, is(2))
			if lost := viewer.stat("lost"); lost > 0 {
				t.Errorf("%d packets of a stream that ended count as lost", lost)
			}
		})
	}
	t.Run("speaker, of whom one track is muted", func(t *testing.T) {
		speaker, viewer := newVirtualUser(t), newVirtualUser(t)
		speaker.join(server, "again", "speaker", `{}`)
		speaker.do(`var camera = room.publishVideo({ simulcast: true }); var voice = room.publishAudio(); undefined`)
		viewer.join(server, "again", "viewer", `{}`)
		viewer.awaitStat("videoFrames", 10*time.Second, moreThan(20))
		speaker.do(`voice.mute()`)
		was := speaker.do(`camera.sid`)
		speaker.reconnectsOnce(t)
		before := viewer.stat("videoFrames")
		viewer.awaitStat("videoFrames", 10*time.Second, moreThan(before+40))
		if now := speaker.do(`camera.sid`); now == was || now == "" {
			t.Errorf("its sid was %v and is %v; want another", was, now)
		}
		viewer.awaitStat("subscribedTracks", 5*time.Second, is(2)) // those of before are gone
		speaker.do(`camera.mute(); room.hold('200ms')`)
		sent := speaker.sentSoFar()
		speaker.do(`room.hold('1s')`)
		if now := speaker.sentSoFar(); now > sent {
			t.Errorf("%d packets left although both tracks are muted", now-sent)
		}
		if !server.isMuted(t, "again", speaker.do(`voice.sid`).(string)) {
			t.Error("the server was not told that the voice is muted still")
		}
	})
}

func (v *virtualUser) reconnectsOnce(t *testing.T) {
	t.Helper()
	if v.do(`room.reconnect()`) != true {
		t.Fatal("it did not come back")
	}
	if got := v.stat("reconnects"); got != 1 {
		t.Errorf("%d reconnects; want 1", got)
	}
	eventually(t, time.Second, func() (bool, string) {
		durations := v.values("livekit_reconnect_duration")
		return len(durations) == 1 && durations[0] > 1 && durations[0] < 10_000, fmt.Sprintf("livekit_reconnect_duration %v", durations)
	})
	if ok := v.values("livekit_reconnect_ok"); !slices.Equal(ok, []float64{1}) {
		t.Errorf("livekit_reconnect_ok %v; want one 1", ok)
	}
	if got := v.sum("livekit_disconnects"); got != 0 {
		t.Errorf("a reconnect counts as %v disconnects", got)
	}
}

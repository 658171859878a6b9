package livekit

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	protocol "github.com/livekit/protocol/livekit"
)

const publishBoth = `var video = room.publishVideo({ fps: 25, bitrate: 1700000 }); var audio = room.publishAudio(); undefined`

func TestOnePublishesAndThreeReceive(t *testing.T) {
	server := startServer(t)
	speaker := newVirtualUser(t)
	speaker.join(server, "meeting", "speaker", `{ role: 'speaker' }`)
	speaker.do(publishBoth)
	viewers := make([]*virtualUser, 3)
	for i := range viewers {
		viewers[i] = newVirtualUser(t)
		viewers[i].join(server, "meeting", fmt.Sprintf("viewer-%d", i), `{ role: 'viewer', tags: { site: 'del1' } }`)
	}
	var held sync.WaitGroup
	for _, viewer := range viewers {
		held.Go(func() {
			if why := viewer.do(`room.hold('7s')`); why != "time" {
				t.Errorf("held until %v; want time", why)
			}
			viewer.do(`room.leave(); room.leave()`)
		})
	}
	held.Wait()
	speaker.do(`room.leave()`)
	for i, viewer := range viewers {
		viewer.checkClean(t, fmt.Sprintf("viewer %d", i))
	}
	sent, got := speaker.sum("livekit_packets_sent", "kind", "video"), viewers[0].sum("livekit_packets_received", "kind", "video")
	if sent < got || sent == 0 {
		t.Errorf("%v packets of video sent, %v received by the first", sent, got)
	}
	if speaker.sum("livekit_bytes_sent") < 1_000_000 || speaker.sum("livekit_packets_received") != 0 {
		t.Errorf("the speaker sent %v bytes and received %v packets", speaker.sum("livekit_bytes_sent"), speaker.sum("livekit_packets_received"))
	}
}

// checkClean looks at what somebody who watched for seven seconds recorded.
func (v *virtualUser) checkClean(t *testing.T, who string) {
	t.Helper()
	tags := []string{"role", "viewer", "site", "del1", "scenario", "a-test"}
	if got := v.values("livekit_join_ok", tags...); !slices.Equal(got, []float64{1}) {
		t.Errorf("%s: livekit_join_ok %v; want one 1", who, got)
	}
	for _, once := range []string{"livekit_join_duration", "livekit_first_media_duration"} {
		if got := v.values(once, tags...); len(got) != 1 || got[0] <= 0 || got[0] > 5000 {
			t.Errorf("%s: %s %v; want one between 0 and 5000 ms", who, once, got)
		}
	}
	within := func(metric string, low, high float64, more ...string) {
		t.Helper()
		if got := v.sum(metric, append(more, tags...)...); got < low || got > high {
			t.Errorf("%s: %s%v %v; want %v to %v", who, metric, more, got, low, high)
		}
	}
	within("livekit_packets_received", 900, 2000, "kind", "video")
	within("livekit_packets_received", 250, 400, "kind", "audio")
	within("livekit_frames_received", 140, 200, "kind", "video")
	within("livekit_frames_received", 250, 400, "kind", "audio")
	within("livekit_bytes_received", 1_200_000, 1_900_000)
	within("livekit_packets_lost", 0, 0)
	within("livekit_freezes", 0, 0)
	within("livekit_audio_gaps", 0, 0)
	within("livekit_disconnects", 0, 0)
	for _, kind := range []string{"audio", "video"} {
		delays := v.values("livekit_frame_delay", append(tags, "kind", kind)...)
		if len(delays) < 4 || slices.Min(delays) < 0 || slices.Max(delays) > 300 {
			t.Errorf("%s: delays of %s %v; want several between 0 and 300 ms", who, kind, delays)
		}
		if loss := v.values("livekit_loss", append(tags, "kind", kind)...); len(loss) < 5 || slices.Max(loss) != 0 {
			t.Errorf("%s: loss of %s %v; want one a second, and none", who, kind, loss)
		}
	}
	if rates := v.values("livekit_video_bitrate", tags...); len(rates) != 1 || rates[0] < 1400 || rates[0] > 2000 {
		t.Errorf("%s: livekit_video_bitrate %v; want one of about 1700 kbit/s", who, rates)
	}
	if counts := v.values("livekit_participants", tags...); len(counts) == 0 || slices.Max(counts) != 4 {
		t.Errorf("%s: livekit_participants %v; want 4", who, counts)
	}
}

func TestEachCodecArrivesInFramesAndInEachOfItsLayers(t *testing.T) {
	server := startServer(t)
	for _, options := range []string{
		`{ codec: 'vp8' }`, `{ codec: 'h264' }`, `{ codec: 'vp9' }`,
		`{ codec: 'vp8', simulcast: true }`, `{ codec: 'h264', simulcast: true }`,
		`{ codec: 'vp8', source: 'screen_share', width: 1920, height: 1080, fps: 20 }`,
	} {
		t.Run(options, func(t *testing.T) {
			speaker, viewer := newVirtualUser(t), newVirtualUser(t)
			speaker.join(server, options, "speaker", `{}`)
			viewer.join(server, options, "viewer", `{ quality: 'high' }`)
			speaker.do(`room.publishVideo(%s); undefined`, options)
			viewer.awaitStat("videoFrames", 10*time.Second, moreThan(40))
			if viewer.do(`room.leave()`); len(viewer.values("livekit_frame_delay", "kind", "video")) == 0 {
				t.Error("no frame bore a stamp")
			}
			if !strings.Contains(options, "simulcast") {
				return
			}
			whole, low := viewer.bytesOfASecond(server, options, "high"), viewer.bytesOfASecond(server, options, "low")
			if low == 0 || low*4 > whole {
				t.Errorf("%d bytes of the low layer and %d of the high; want at most a quarter, and some", low, whole)
			}
		})
	}
}

// bytesOfASecond is what a viewer who asks for a quality receives in two seconds once it flows.
func (v *virtualUser) bytesOfASecond(server *liveServer, room, quality string) int64 {
	v.t.Helper()
	one := newVirtualUser(v.t)
	one.join(server, room, "viewer-"+quality, fmt.Sprintf(`{ quality: %q }`, quality))
	one.awaitStat("videoFrames", 10*time.Second, moreThan(30))
	one.do(`room.hold('1s')`)
	before := one.stat("bytes")
	one.do(`room.hold('2s')`)
	return one.stat("bytes") - before
}

func TestMuteStopsPacketsAndIsNoFreeze(t *testing.T) {
	server := startServer(t)
	for _, options := range []string{`{}`, `{ simulcast: true }`} {
		t.Run(options, func(t *testing.T) {
			speaker, viewer := newVirtualUser(t), newVirtualUser(t)
			speaker.join(server, "mute"+options, "speaker", `{}`)
			viewer.join(server, "mute"+options, "viewer", `{}`)
			speaker.do(`var video = room.publishVideo(%s); var audio = room.publishAudio(); undefined`, options)
			viewer.awaitStat("videoFrames", 10*time.Second, moreThan(40))
			speaker.do(`video.mute(); audio.mute()`)
			viewer.do(`room.hold('1s')`) // what is under way arrives, and a server's own last frames
			before, sent := viewer.stat("packets"), speaker.sentSoFar()
			viewer.do(`room.hold('2s')`)
			if after := viewer.stat("packets"); after > before+5 {
				t.Errorf("%d packets came in two seconds of mute", after-before)
			}
			if after := speaker.sentSoFar(); after > sent {
				t.Errorf("%d packets left in two seconds of mute", after-sent)
			}
			speaker.do(`video.unmute(); audio.unmute()`)
			frames := viewer.stat("videoFrames")
			viewer.awaitStat("videoFrames", 5*time.Second, moreThan(frames+40))
			if freezes := viewer.stat("freezes"); freezes != 0 {
				t.Errorf("%d freezes", freezes)
			}
		})
	}
}

func (v *virtualUser) sentSoFar() uint64 {
	v.t.Helper()
	r, ok := v.do(`room`).(*room)
	if !ok {
		v.t.Fatal("there is no room")
	}
	return r.sent.packets[audio].Load() + r.sent.packets[video].Load()
}

func TestUnpublishTakesTheTrackAway(t *testing.T) {
	server := startServer(t)
	speaker, viewer := newVirtualUser(t), newVirtualUser(t)
	speaker.join(server, "unpublish", "speaker", `{}`)
	viewer.join(server, "unpublish", "viewer", `{}`)
	speaker.do(publishBoth)
	if sid, ok := speaker.do(`video.sid`).(string); !ok || !strings.HasPrefix(sid, "TR_") {
		t.Errorf("the sid is %q", sid)
	}
	viewer.awaitStat("subscribedTracks", 10*time.Second, is(2))
	speaker.do(`video.unpublish()`)
	viewer.awaitStat("subscribedTracks", 5*time.Second, is(1))
	if sid := speaker.do(`video.sid`); sid != "" {
		t.Errorf("after it was taken away its sid is %q", sid)
	}
}

func TestWrongTokenThrowsAndCounts(t *testing.T) {
	server := startServer(t)
	for name, test := range map[string]struct{ url, secret, reason string }{
		"wrong secret": {server.url(), "another-secret-of-thirty-two-characters", "unauthorized"},
		"no server":    {fmt.Sprintf("ws://127.0.0.1:%d", freePort(t, "tcp")), testSecret, "unreachable"},
	} {
		t.Run(name, func(t *testing.T) {
			user := newVirtualUser(t)
			text := user.throws(`livekit.connect(%q, livekit.token({ apiKey: %q, apiSecret: %q, room: 'r', identity: 'i' }), { timeout: '5s' })`,
				test.url, testKey, test.secret)
			eventually(t, time.Second, func() (bool, string) {
				got := user.values("livekit_join_ok", "reason", test.reason)
				return slices.Equal(got, []float64{0}), fmt.Sprintf("livekit_join_ok of reason %s: %v after %s", test.reason, got, text)
			})
			if got := user.values("livekit_join_duration"); len(got) != 0 {
				t.Errorf("a join that failed lasted %v", got)
			}
		})
	}
}

func TestMisspeltOptionThrows(t *testing.T) {
	user := newVirtualUser(t)
	for _, options := range []string{`{ subscribed: 'all' }`, `{ subscribe: 'some' }`, `{ quality: 'best' }`, `{ timeout: 'soon' }`, `{ pageSize: 0 }`, `{ latencyOf: 'some' }`} {
		user.throws(`livekit.connect('ws://127.0.0.1:1', 'token', %s)`, options)
	}
	if got := user.values("livekit_join_ok"); len(got) != 0 {
		t.Errorf("a script's mistake counts as a join that failed: %v", got)
	}
}

func TestRoomClosedByTheServerIsADisconnect(t *testing.T) {
	server := startServer(t)
	viewer := newVirtualUser(t)
	viewer.join(server, "closed", "viewer", `{}`)
	var deleted sync.WaitGroup
	defer deleted.Wait()
	deleted.Go(func() {
		time.Sleep(500 * time.Millisecond) // the room must be held when it happens
		if _, err := server.rooms().DeleteRoom(context.Background(), &protocol.DeleteRoomRequest{Room: "closed"}); err != nil {
			t.Errorf("DeleteRoom: %v", err)
		}
	})
	if why := viewer.do(`room.hold('20s')`); why != "disconnected" {
		t.Fatalf("held until %v; want disconnected", why)
	}
	if reason := viewer.do(`room.stats().disconnectReason`); reason != "room_deleted" {
		t.Errorf("because of %v; want room_deleted", reason)
	}
	eventually(t, time.Second, func() (bool, string) {
		got := viewer.values("livekit_disconnects", "reason", "room_deleted")
		return slices.Equal(got, []float64{1}), fmt.Sprintf("livekit_disconnects %v", got)
	})
}

func TestVirtualUsersEndLeavesAndHandsInTheRest(t *testing.T) {
	server := startServer(t)
	speaker, viewer := newVirtualUser(t), newVirtualUser(t)
	speaker.join(server, "ended", "speaker", `{}`)
	speaker.do(publishBoth)
	viewer.join(server, "ended", "viewer", `{}`)
	viewer.awaitStat("videoFrames", 10*time.Second, moreThan(20))
	time.AfterFunc(1500*time.Millisecond, viewer.end)
	if why := viewer.do(`room.hold('20s')`); why != "ended" {
		t.Fatalf("held until %v; want ended", why)
	}
	packets := float64(viewer.stat("packets"))
	eventually(t, time.Second, func() (bool, string) {
		got := viewer.sum("livekit_packets_received")
		return got == packets, fmt.Sprintf("%v packets recorded of %v", got, packets)
	})
	speaker.awaitStat("participants", 5*time.Second, is(1))
}

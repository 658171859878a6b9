package livekit

import (
	"fmt"
	"slices"

	"github.com/grafana/sobek"
	"github.com/pion/webrtc/v4"

	protocol "github.com/livekit/protocol/livekit"
	"github.com/livekit/protocol/utils/guid"
	lksdk "github.com/livekit/server-sdk-go/v2"

	"github.com/sabha/xk6-livekit/synthetic"
)

type videoCodec struct {
	mimeType string
	frames   func(width, height, size int) synthetic.Video
}

var videoCodecs = map[string]videoCodec{
	"vp8":  {webrtc.MimeTypeVP8, synthetic.NewVP8},
	"vp9":  {webrtc.MimeTypeVP9, synthetic.NewVP9},
	"h264": {webrtc.MimeTypeH264, func(_, _, size int) synthetic.Video { return synthetic.NewH264(size) }},
}

var videoSources = map[string]protocol.TrackSource{
	"camera": protocol.TrackSource_CAMERA, "screen_share": protocol.TrackSource_SCREEN_SHARE,
}

// layers of simulcast as LiveKit's own clients send 720p: 160 kbit/s of a quarter of its sides, 450 of a half, 1.7 Mbit/s.
var layers = []struct {
	quality       protocol.VideoQuality
	divisor       int
	bitrateOf1700 int
}{
	{protocol.VideoQuality_LOW, 4, 160},
	{protocol.VideoQuality_MEDIUM, 2, 450},
	{protocol.VideoQuality_HIGH, 1, 1700},
}

// PublishVideo sends synthetic video, in one layer or in three.
func (r *room) PublishVideo(given map[string]any) (*sobek.Object, error) {
	o, err := readVideoOptions(given)
	if err != nil {
		return nil, err
	}
	described := &lksdk.TrackPublicationOptions{
		Name: o.Name, Source: videoSources[o.Source], VideoWidth: o.Width, VideoHeight: o.Height,
	}
	sent := &track{room: r}
	if !o.Simulcast {
		if err := sent.addVideo(o); err != nil {
			return nil, err
		}
		return sent.publish(func() (*lksdk.LocalTrackPublication, error) {
			return r.sdk.LocalParticipant.PublishTrack(sent.locals[0], described)
		})
	}
	id := guid.New("SC_")
	for _, layer := range layers {
		of := o
		of.Width, of.Height, of.Bitrate = o.Width/layer.divisor, o.Height/layer.divisor, o.Bitrate*layer.bitrateOf1700/1700
		err := sent.addVideo(of, lksdk.WithSimulcast(id, &protocol.VideoLayer{
			Quality: layer.quality, Width: uint32(of.Width), Height: uint32(of.Height), Bitrate: uint32(of.Bitrate),
		}))
		if err != nil {
			return nil, err
		}
	}
	return sent.publish(func() (*lksdk.LocalTrackPublication, error) {
		return r.sdk.LocalParticipant.PublishSimulcastTrack(sent.locals, described)
	})
}

// PublishAudio sends synthetic sound, taken for a voice by whoever looks for active speakers, unless it is silent.
func (r *room) PublishAudio(given map[string]any) (*sobek.Object, error) {
	o, err := readAudioOptions(given)
	if err != nil {
		return nil, err
	}
	local, err := lksdk.NewLocalTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48_000, Channels: 2})
	if err != nil {
		return nil, err
	}
	from := newAudioSource(o)
	sent := &track{room: r, locals: []*lksdk.LocalTrack{local}, sources: []source{from}}
	if err := local.StartWrite(from, nil); err != nil {
		return nil, err
	}
	return sent.publish(func() (*lksdk.LocalTrackPublication, error) {
		return r.sdk.LocalParticipant.PublishTrack(local, &lksdk.TrackPublicationOptions{
			Name: o.Name, Source: protocol.TrackSource_MICROPHONE, DisableDTX: !o.DTX,
		})
	})
}

// track is something sent: one stream, or the layers of one.
type track struct {
	room    *room
	locals  []*lksdk.LocalTrack
	sources []source
	isMuted bool // with the room's lock held
}

func (t *track) addVideo(o videoOptions, more ...lksdk.LocalTrackOptions) error {
	codec := videoCodecs[o.Codec]
	from := newVideoSource(codec.frames(o.Width, o.Height, o.Bitrate/8/o.FPS), o.FPS)
	capability := webrtc.RTPCodecCapability{MimeType: codec.mimeType, ClockRate: 90_000}
	local, err := lksdk.NewLocalTrack(capability, append(more, lksdk.WithRTCPHandler(from.feedback))...)
	if err != nil {
		return err
	}
	t.locals, t.sources = append(t.locals, local), append(t.sources, from)
	return local.StartWrite(from, nil)
}

// publish offers the track to the room, and answers with what a script holds of it.
func (t *track) publish(offer func() (*lksdk.LocalTrackPublication, error)) (*sobek.Object, error) {
	if _, err := offer(); err != nil {
		return nil, fmt.Errorf("livekit: publish: %w", err)
	}
	t.room.mu.Lock()
	t.room.published[t] = struct{}{}
	t.room.mu.Unlock()
	runtime := t.room.module.vu.Runtime()
	object := runtime.NewObject()
	methods := map[string]any{
		"mute": func() { t.setMuted(true) }, "unmute": func() { t.setMuted(false) }, "unpublish": t.unpublish,
	}
	for name, method := range methods {
		if err := object.Set(name, method); err != nil {
			return nil, err
		}
	}
	sid := runtime.ToValue(t.sid)
	return object, object.DefineAccessorProperty("sid", sid, nil, sobek.FLAG_FALSE, sobek.FLAG_TRUE)
}

// publication is the server's side of the track: a new one after each reconnect, none after it was taken away.
func (t *track) publication() *lksdk.LocalTrackPublication {
	for _, one := range t.room.sdk.LocalParticipant.TrackPublications() {
		publication, ok := one.(*lksdk.LocalTrackPublication)
		if !ok {
			continue
		}
		if single, ok := publication.TrackLocal().(*lksdk.LocalTrack); ok && single == t.locals[0] {
			return publication
		}
		if slices.Contains(publication.TrackLocalForSimulcast(), t.locals[0]) {
			return publication
		}
	}
	return nil
}

func (t *track) sid() string {
	if publication := t.publication(); publication != nil {
		return publication.SID()
	}
	return ""
}

// setMuted stops the packets, and tells the others. The SDK's own mute does not stop the layers of simulcast.
func (t *track) setMuted(isMuted bool) {
	t.room.mu.Lock()
	t.isMuted = isMuted
	t.room.mu.Unlock()
	for _, one := range t.sources {
		one.setMuted(isMuted)
	}
	if publication := t.publication(); publication != nil {
		publication.SetMuted(isMuted)
	}
}

func (t *track) unpublish() error {
	t.room.mu.Lock()
	delete(t.room.published, t)
	t.room.mu.Unlock()
	publication := t.publication()
	if publication == nil {
		return nil
	}
	return t.room.sdk.LocalParticipant.UnpublishTrack(publication.SID())
}

// muteAgain tells a server, which knows nothing of it after a reconnect, what is muted.
func (r *room) muteAgain() {
	var muted []*track
	r.mu.Lock()
	for one := range r.published {
		if one.isMuted {
			muted = append(muted, one)
		}
	}
	r.mu.Unlock()
	for _, one := range muted {
		if publication := one.publication(); publication != nil {
			publication.SetMuted(true)
		}
	}
}

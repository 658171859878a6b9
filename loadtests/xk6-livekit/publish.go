package livekit

import (
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"

	protocol "github.com/livekit/protocol/livekit"
	"github.com/livekit/protocol/utils/guid"
	lksdk "github.com/livekit/server-sdk-go/v2"
)

// track is something sent, as a script holds it.
type track struct {
	Sid         string
	publication *lksdk.LocalTrackPublication
	room        *room
}

// sentTrack counts what its sources gave; before is what was handed in already.
type sentTrack struct {
	kind    string
	sources []sentSource
	packets uint64
	bytes   uint64
}

type sentSource interface {
	sent() (packets, bytes uint64)
}

func (v *videoFrames) sent() (uint64, uint64) { return v.packetsSent.Load(), v.bytesSent.Load() }
func (a *audioFrames) sent() (uint64, uint64) { return a.packetsSent.Load(), a.bytesSent.Load() }

// layers of simulcast as LiveKit's own clients send 720p: a quarter of the size at 160 kbit/s, half at 450, whole at 1.7 Mbit/s.
var layers = []struct {
	quality   protocol.VideoQuality
	divisor   int
	bitrateOf func(whole int) int
}{
	{protocol.VideoQuality_LOW, 4, func(whole int) int { return whole * 160 / 1700 }},
	{protocol.VideoQuality_MEDIUM, 2, func(whole int) int { return whole * 450 / 1700 }},
	{protocol.VideoQuality_HIGH, 1, func(whole int) int { return whole }},
}

var mimeTypes = map[string]string{"vp8": webrtc.MimeTypeVP8, "h264": webrtc.MimeTypeH264}

// PublishVideo sends synthetic video, in one layer or in three.
func (r *room) PublishVideo(given map[string]any) (*track, error) {
	o, err := readVideoOptions(given)
	if err != nil {
		return nil, err
	}
	source := protocol.TrackSource_CAMERA
	if o.Source == "screen_share" {
		source = protocol.TrackSource_SCREEN_SHARE
	}
	published := &lksdk.TrackPublicationOptions{Name: o.Name, Source: source, VideoWidth: o.Width, VideoHeight: o.Height}
	if !o.Simulcast {
		local, frames, err := videoTrack(o)
		if err != nil {
			return nil, err
		}
		publication, err := r.room.LocalParticipant.PublishTrack(local, published)
		if err != nil {
			return nil, err
		}
		return r.keep(publication, "video", frames), nil
	}
	simulcastID := guid.New("SC_")
	var locals []*lksdk.LocalTrack
	var sources []sentSource
	for _, layer := range layers {
		of := o
		of.Width, of.Height, of.Bitrate = o.Width/layer.divisor, o.Height/layer.divisor, layer.bitrateOf(o.Bitrate)
		described := &protocol.VideoLayer{Quality: layer.quality, Width: uint32(of.Width), Height: uint32(of.Height), Bitrate: uint32(of.Bitrate)}
		local, frames, err := videoTrack(of, lksdk.WithSimulcast(simulcastID, described))
		if err != nil {
			return nil, err
		}
		locals, sources = append(locals, local), append(sources, frames)
	}
	publication, err := r.room.LocalParticipant.PublishSimulcastTrack(locals, published)
	if err != nil {
		return nil, err
	}
	return r.keep(publication, "video", sources...), nil
}

func videoTrack(o videoOptions, more ...lksdk.LocalTrackOptions) (*lksdk.LocalTrack, *videoFrames, error) {
	frames := newVideoFrames(o.Codec, o)
	onRTCP := func(packet rtcp.Packet) {
		switch packet.(type) {
		case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
			frames.keyWanted.Store(true)
		}
	}
	capability := webrtc.RTPCodecCapability{MimeType: mimeTypes[o.Codec], ClockRate: 90_000}
	local, err := lksdk.NewLocalTrack(capability, append(more, lksdk.WithRTCPHandler(onRTCP))...)
	if err != nil {
		return nil, nil, err
	}
	return local, frames, local.StartWrite(frames, nil)
}

// PublishAudio sends synthetic sound, heard as a voice by whoever looks for active speakers, unless it is silent.
func (r *room) PublishAudio(given map[string]any) (*track, error) {
	o, err := into(given, audioOptions{Bitrate: 32_000})
	if err != nil {
		return nil, err
	}
	frames := newAudioFrames(o)
	local, err := lksdk.NewLocalTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48_000, Channels: 2})
	if err != nil {
		return nil, err
	}
	if err := local.StartWrite(frames, nil); err != nil {
		return nil, err
	}
	publication, err := r.room.LocalParticipant.PublishTrack(local, &lksdk.TrackPublicationOptions{Source: protocol.TrackSource_MICROPHONE})
	if err != nil {
		return nil, err
	}
	return r.keep(publication, "audio", frames), nil
}

func (r *room) keep(publication *lksdk.LocalTrackPublication, kind string, sources ...sentSource) *track {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sent[publication.SID()] = &sentTrack{kind: kind, sources: sources}
	return &track{Sid: publication.SID(), publication: publication, room: r}
}

// Mute stops the track's packets; the others are told.
func (t *track) Mute() { t.publication.SetMuted(true) }

// Unmute goes on.
func (t *track) Unmute() { t.publication.SetMuted(false) }

// Unpublish takes the track away.
func (t *track) Unpublish() error {
	return t.room.room.LocalParticipant.UnpublishTrack(t.Sid)
}

// handInSent is called with the room's lock held.
func (r *room) handInSent() {
	for _, one := range r.sent {
		var packets, bytes uint64
		for _, source := range one.sources {
			p, b := source.sent()
			packets, bytes = packets+p, bytes+b
		}
		r.record.count(r.record.instruments.packetsSent, packets-one.packets, "kind", one.kind)
		r.record.count(r.record.instruments.bytesSent, bytes-one.bytes, "kind", one.kind)
		one.packets, one.bytes = packets, bytes
	}
}

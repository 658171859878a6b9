package livekit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	protocol "github.com/livekit/protocol/livekit"
)

// subscription is the rule by which a participant chooses what to receive; see policy.go.
type subscription string

const (
	subscribeAll     subscription = "all"
	subscribeNone    subscription = "none"
	subscribePage    subscription = "page"
	subscribeSpeaker subscription = "speaker"
)

// quality is the simulcast layer asked for of each video.
type quality string

var qualities = map[quality]protocol.VideoQuality{
	"low": protocol.VideoQuality_LOW, "medium": protocol.VideoQuality_MEDIUM, "high": protocol.VideoQuality_HIGH,
}

// viewOptions say what is received, and can be changed while connected.
type viewOptions struct {
	Page     int     `json:"page"`
	PageSize int     `json:"pageSize"`
	Quality  quality `json:"quality"`
}

type connectOptions struct {
	viewOptions
	Timeout   duration          `json:"timeout"`
	Subscribe subscription      `json:"subscribe"`
	Role      string            `json:"role"`
	Tags      map[string]string `json:"tags"`
	LatencyOf string            `json:"latencyOf"`
}

type videoOptions struct {
	Codec     string `json:"codec"`
	Source    string `json:"source"`
	Name      string `json:"name"`
	Width     int    `json:"width"`
	Height    int    `json:"height"`
	FPS       int    `json:"fps"`
	Bitrate   int    `json:"bitrate"`
	Simulcast bool   `json:"simulcast"`
}

type audioOptions struct {
	Bitrate int    `json:"bitrate"`
	DTX     bool   `json:"dtx"`
	Silent  bool   `json:"silent"`
	Name    string `json:"name"`
}

type dataOptions struct {
	Topic    string `json:"topic"`
	Reliable bool   `json:"reliable"`
	Stamp    bool   `json:"stamp"`
}

// duration is written as Go writes it: 15s, 250ms.
type duration time.Duration

func (d *duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	*d = duration(parsed)
	return err
}

// into reads what a script gave over the defaults. An option that nobody knows is an error: a misspelt one must not be a
// silent default.
func into[T any](given map[string]any, defaults T) (T, error) {
	text, err := json.Marshal(given)
	if err != nil {
		return defaults, fmt.Errorf("livekit: options: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&defaults); err != nil {
		return defaults, fmt.Errorf("livekit: options: %w", err)
	}
	return defaults, nil
}

func readConnectOptions(given map[string]any) (connectOptions, error) {
	o, err := into(given, connectOptions{
		viewOptions: viewOptions{PageSize: 9, Quality: "high"},
		Timeout:     duration(15 * time.Second),
		Subscribe:   subscribeAll,
		LatencyOf:   "all",
	})
	if err != nil {
		return o, err
	}
	if o.LatencyOf != "all" && o.LatencyOf != "none" {
		return o, fmt.Errorf("livekit: options: latencyOf %q is none of all, none", o.LatencyOf)
	}
	if o.Timeout <= 0 {
		return o, fmt.Errorf("livekit: options: a timeout of %s is no time", time.Duration(o.Timeout))
	}
	if err := o.viewOptions.check(); err != nil {
		return o, err
	}
	return o, o.Subscribe.check()
}

func (s subscription) check() error {
	switch s {
	case subscribeAll, subscribeNone, subscribePage, subscribeSpeaker:
		return nil
	}
	return fmt.Errorf("livekit: options: subscribe %q is none of all, none, page, speaker", string(s))
}

func (v viewOptions) check() error {
	if _, ok := qualities[v.Quality]; !ok {
		return fmt.Errorf("livekit: options: quality %q is none of low, medium, high", string(v.Quality))
	}
	if v.Page < 0 || v.PageSize < 1 {
		return fmt.Errorf("livekit: options: page %d of %d videos cannot be shown", v.Page, v.PageSize)
	}
	return nil
}

// defaultBitrate is 1.7 Mbit/s of 720p, as LiveKit's own clients send, and in proportion to the pixels of other sizes.
func defaultBitrate(width, height int) int {
	return max(60_000, 1_700_000*width*height/(1280*720))
}

func readVideoOptions(given map[string]any) (videoOptions, error) {
	o, err := into(given, videoOptions{Codec: "vp8", Source: "camera", Width: 1280, Height: 720, FPS: 30})
	if err != nil {
		return o, err
	}
	if _, ok := videoSources[o.Source]; !ok {
		return o, fmt.Errorf("livekit: options: source %q is none of camera, screen_share", o.Source)
	}
	if _, ok := videoCodecs[o.Codec]; !ok {
		return o, fmt.Errorf("livekit: options: codec %q is none of vp8, h264, vp9", o.Codec)
	}
	if o.Codec == "vp9" && o.Simulcast {
		return o, fmt.Errorf("livekit: options: vp9 is sent in one layer; simulcast takes vp8 or h264")
	}
	if o.Width < 64 || o.Height < 64 || o.Width > 8192 || o.Height > 8192 {
		return o, fmt.Errorf("livekit: options: %dx%d is no video", o.Width, o.Height)
	}
	if o.Bitrate == 0 {
		o.Bitrate = defaultBitrate(o.Width, o.Height)
	}
	if o.FPS < 1 || o.FPS > 60 || o.Bitrate < 10_000 {
		return o, fmt.Errorf("livekit: options: %d frames/s at %d bit/s is no video", o.FPS, o.Bitrate)
	}
	return o, nil
}

func readAudioOptions(given map[string]any) (audioOptions, error) {
	o, err := into(given, audioOptions{Bitrate: 32_000})
	if err == nil && (o.Bitrate < 6_000 || o.Bitrate > 510_000) {
		return o, fmt.Errorf("livekit: options: Opus has no bitrate of %d bit/s", o.Bitrate)
	}
	return o, err
}
